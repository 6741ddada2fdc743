using TlsDissect.Handshakes;
using TlsDissect.Secrets;

namespace TlsDissect.Connections;

/// <summary>Notes on what could not be searched or checked.</summary>
internal static class SearchNotes
{
    /// <summary>Adds them to a connection that is over.</summary>
    public static void Add(ConnectionReport report, Handshake? handshake, SecretServices services, DissectorContext context)
    {
        if (handshake is { HasInnerHello: true, DecryptedInnerHello: null })
            report.Note("the client's inner hello is encrypted (Encrypted Client Hello), so Finished and signatures cannot be verified");
        if (services.SearchRanOut)
            report.Note($"not all logged secrets were tried{(services.IsSearchCutShort ? "" : " with rare cipher suites")}: " +
                $"{context.Options.Wording.MaxTrialBytes} of {context.Options.MaxTrialBytes} bytes was reached; raise it");
        if (services.OthersSpentIt) report.Note(context.SharedTrialsNote);
    }
}
