namespace TlsDissect.Output.Text;

/// <summary>Says what is known of the Encrypted Client Hello of a connection (RFC 9849).</summary>
internal static class EchText
{
    /// <summary>
    /// Returns one sentence, or <c>null</c> if it is not worth a line: browsers offer it in every connection, mostly as GREASE.
    /// </summary>
    public static string? Of(ConnectionSummary connection, bool isVerbose)
    {
        if (connection.EncryptedClientHello is not EchOutcome outcome) return null;
        if (!isVerbose && !outcome.IsDecrypted && outcome.Accepted != true) return null;
        string inner = !outcome.IsDecrypted
            ? outcome.Accepted == true ? "the inner ClientHello stays encrypted" : "not decrypted, and may be GREASE"
            : $"the inner ClientHello is for {Name(InnerName(connection))}";
        return $"{Accepted(outcome.Accepted)}: {inner}; the outer one is for {Name(outcome.OuterServerName)}";
    }

    private static string Accepted(bool? accepted) => accepted switch
    {
        true => "accepted",
        false => "not accepted",
        null => "not known to be accepted",
    };

    private static string? InnerName(ConnectionSummary connection) =>
        connection.ClientHelloList.Find(hello => hello.EncryptedClientHello is { IsInner: true })?.ServerName;

    private static string Name(string? name) => name is null ? "no name" : WireText.Name(name);
}
