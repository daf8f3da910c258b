package org.optika.jobs;

import org.optika.core.scores.manifest.ManifestHead;
import org.optika.core.scores.manifest.MembershipProof;
import org.optika.core.scores.manifest.Verdict;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Proves that somebody was in the training set of a model, or that they were not. */
@Command(
    name = "training-proof",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Prove that somebody was in the training set of a model, or that they were not. The proof shows of others nothing but salted hashes.")
final class TrainingProofCommand implements Runnable {
  @Mixin private SubjectOptions subject;

  @Option(
      names = "--model-id",
      paramLabel = "ID",
      description = "Model as in table model_card (default: the newest that says who churns).")
  private String modelId;

  @Mixin private RunOptions options;

  @Override
  public void run() {
    subject.requireOne();
    Run.inContext("training-proof", options, (spark, context) -> prove(context));
  }

  private void prove(RunContext context) {
    String key = subject.key(context);
    StoredManifest manifest =
        modelId == null
            ? StoredModel.newest(context, StoredModel.CHURN).manifest()
            : StoredManifest.of(context, modelId);
    ManifestHead head = manifest.head();
    MembershipProof proof;
    try {
      proof = manifest.proof(context, key);
    } catch (IllegalArgumentException noKey) {
      throw new UserErrorException("%s", noKey.getMessage());
    }
    Verdict verdict = proof.verify(head, key);
    System.out.printf(
        "Model %s, manifest %s%n%s: %s%nProof (bucket %d of %d, %d leaves, %d hashes): %s%n",
        manifest.modelId(),
        head.hash().hex(),
        verdict.answer(),
        verdict.reason(),
        proof.bucket(),
        1 << head.bits(),
        proof.leaves().size(),
        proof.siblings().size(),
        java.util.HexFormat.of().formatHex(proof.bytes()));
  }
}
