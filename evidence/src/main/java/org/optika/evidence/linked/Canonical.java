package org.optika.evidence.linked;

import com.apicatalog.jsonld.JsonLd;
import com.apicatalog.jsonld.JsonLdError;
import com.apicatalog.jsonld.JsonLdErrorCode;
import com.apicatalog.jsonld.JsonLdOptions;
import com.apicatalog.jsonld.JsonLdOptions.ProcessingPolicy;
import com.apicatalog.jsonld.document.Document;
import com.apicatalog.jsonld.document.JsonDocument;
import com.apicatalog.jsonld.loader.DocumentLoader;
import com.apicatalog.rdf.api.RdfConsumerException;
import com.apicatalog.rdf.canon.RdfCanon;
import com.apicatalog.rdf.nquads.NQuadsWriter;
import java.io.ByteArrayInputStream;
import java.io.StringWriter;
import java.net.URI;
import java.util.Map;
import org.optika.evidence.EvidenceException;

/** RDF Dataset Canonicalization (RDFC-1.0, SHA-256) of a linked document. */
public final class Canonical {
  /** Where the bundle is taken to lie while names of its files are resolved; never fetched. */
  private static final URI ROOT = URI.create("https://bundle.invalid/");

  private Canonical() {}

  /**
   * @param path of the document in the bundle, e.g. {@code registers/lia.jsonld}
   * @param contexts all that contexts may be read from, by path in the bundle
   * @return canonical N-Quads: sorted lines, each with a line feed
   * @throws EvidenceException when it is no JSON-LD, uses a term that its context does not have, or
   *     refers to a context outside of {@code contexts}
   */
  public static String nquads(String path, byte[] document, Map<String, byte[]> contexts) {
    try {
      JsonLdOptions options = new JsonLdOptions(only(contexts));
      options.setBase(ROOT.resolve(path));
      options.setUndefinedTermsPolicy(ProcessingPolicy.Fail);
      JsonDocument content = JsonDocument.of(new ByteArrayInputStream(document));
      content.setDocumentUrl(ROOT.resolve(path));
      RdfCanon canon = RdfCanon.create("SHA-256");
      JsonLd.toRdf(content).options(options).provide(canon);
      StringWriter quads = new StringWriter();
      canon.provide(new NQuadsWriter(quads));
      return quads.toString();
    } catch (JsonLdError | RdfConsumerException e) {
      throw new EvidenceException("%s: not linked data: %s", path, oneLine(e));
    }
  }

  private static DocumentLoader only(Map<String, byte[]> contexts) {
    return (url, options) -> {
      byte[] content = contexts.get(ROOT.relativize(url).toString());
      if (content == null) {
        throw new JsonLdError(
            JsonLdErrorCode.LOADING_REMOTE_CONTEXT_FAILED,
            "the bundle has no context %s".formatted(ROOT.relativize(url)));
      }
      Document loaded = JsonDocument.of(new ByteArrayInputStream(content));
      loaded.setDocumentUrl(url);
      return loaded;
    };
  }

  /** What has gone wrong first; the outer messages say less. */
  private static String oneLine(Throwable e) {
    Throwable first = e;
    while (first.getCause() != null) {
      first = first.getCause();
    }
    return String.valueOf(first.getMessage()).replaceAll("\\s+", " ");
  }
}
