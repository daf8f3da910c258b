package org.optika.core.scores.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TreeBuilderTest {
  /** x0 <= 1 ? (x1 <= 2 ? 10 : 20) : (x1 <= 3 ? 30 : 40) */
  private static final Tree FOUR =
      new TreeBuilder()
          .split(0, 1, 10)
          .split(1, 2, 4)
          .leaf(10, 1)
          .leaf(20, 3)
          .split(1, 3, 6)
          .leaf(30, 4)
          .leaf(40, 2)
          .build();

  @Test
  void rows_at_the_threshold_go_left() {
    assertThat(FOUR.valueAt(new double[] {1, 2})).isEqualTo(10);
    assertThat(FOUR.valueAt(new double[] {1, Math.nextUp(2.0)})).isEqualTo(20);
    assertThat(FOUR.valueAt(new double[] {Math.nextUp(1.0), 3})).isEqualTo(30);
    assertThat(FOUR.valueAt(new double[] {2, 4})).isEqualTo(40);
  }

  @Test
  void rows_at_the_threshold_of_a_split_below_go_right() {
    Tree tree = new TreeBuilder().splitBelow(0, 1, 2).leaf(10, 1).leaf(20, 1).build();

    assertThat(tree.valueAt(new double[] {Math.nextDown(1.0f)})).isEqualTo(10);
    assertThat(tree.valueAt(new double[] {Math.nextDown(1.0)})).isEqualTo(10);
    assertThat(tree.valueAt(new double[] {1})).isEqualTo(20);
  }

  @Test
  void a_tree_knows_its_size() {
    assertThat(FOUR.nodes()).isEqualTo(7);
    assertThat(FOUR.levels()).isEqualTo(2);
    assertThat(FOUR.features()).isEqualTo(2);
    // (10 * 1 + 20 * 3 + 30 * 4 + 40 * 2) / 10
    assertThat(FOUR.expectedValue()).isEqualTo(27);
  }

  @Test
  void a_single_leaf_is_a_tree() {
    Tree leaf = new TreeBuilder().leaf(5, 1).build();

    assertThat(leaf.nodes()).isEqualTo(1);
    assertThat(leaf.levels()).isZero();
    assertThat(leaf.features()).isZero();
    assertThat(leaf.valueAt(new double[] {1})).isEqualTo(5);
  }

  @Test
  void a_builder_knows_when_it_has_all_nodes() {
    TreeBuilder tree = new TreeBuilder().split(0, 1, 2).leaf(1, 1);

    assertThat(tree.isComplete()).isFalse();
    assertThat(tree.leaf(2, 1).isComplete()).isTrue();
  }

  @Test
  void trees_may_have_64_levels_and_no_more() {
    TreeBuilder tree = new TreeBuilder();
    for (int level = 0; level < Tree.MOST_LEVELS; level++) {
      tree.split(0, 1, 1);
    }

    assertThatThrownBy(() -> tree.split(0, 1, 1))
        .hasMessage("node 64: a tree may have at most 64 levels of splits");
  }

  @Test
  void a_branch_without_rows_is_refused() {
    assertThatThrownBy(() -> new TreeBuilder().split(0, 1, 2).leaf(1, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("node 1: a cover must be finite and more than 0, got 0.0");
    assertThatThrownBy(() -> new TreeBuilder().leaf(1, Double.NaN))
        .hasMessage("node 0: a cover must be finite and more than 0, got NaN");
    assertThatThrownBy(() -> new TreeBuilder().leaf(1, Double.POSITIVE_INFINITY))
        .hasMessage("node 0: a cover must be finite and more than 0, got Infinity");
  }

  @Test
  void covers_that_do_not_add_up_are_refused() {
    TreeBuilder tree = new TreeBuilder().split(0, 1, 10).leaf(1, 4);

    assertThatThrownBy(() -> tree.leaf(2, 5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("node 0: expected children with a cover of 10.0 together, got 9.0");
  }

  @Test
  void covers_of_branches_that_do_not_add_up_are_refused() {
    TreeBuilder tree = new TreeBuilder().split(0, 1, 10).split(1, 1, 5).leaf(1, 2).leaf(1, 3);

    assertThatThrownBy(() -> tree.leaf(2, 4))
        .hasMessage("node 0: expected children with a cover of 10.0 together, got 9.0");
  }

  @Test
  void numbers_that_are_none_are_refused() {
    assertThatThrownBy(() -> new TreeBuilder().split(-1, 1, 1))
        .hasMessage("node 0: a split needs a feature >= 0, got -1");
    assertThatThrownBy(() -> new TreeBuilder().split(0, Double.NaN, 1))
        .hasMessage("node 0: a threshold must be finite, got NaN");
    assertThatThrownBy(() -> new TreeBuilder().splitBelow(0, -Double.MAX_VALUE, 1))
        .hasMessage("node 0: a threshold must be finite, got -Infinity");
    assertThatThrownBy(() -> new TreeBuilder().leaf(Double.NaN, 1))
        .hasMessage("node 0: a leaf must be finite, got NaN");
  }

  @Test
  void nodes_too_few_or_too_many_are_refused() {
    assertThatThrownBy(() -> new TreeBuilder().build())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("a tree needs a node, got none");
    assertThatThrownBy(() -> new TreeBuilder().split(0, 1, 2).build())
        .hasMessage("the left branch of node 0 is missing");
    assertThatThrownBy(() -> new TreeBuilder().split(0, 1, 2).leaf(1, 1).build())
        .hasMessage("the right branch of node 0 is missing");
    assertThatThrownBy(() -> new TreeBuilder().leaf(1, 1).leaf(1, 1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the tree is complete after 1 nodes");
  }
}
