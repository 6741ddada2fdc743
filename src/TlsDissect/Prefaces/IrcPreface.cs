namespace TlsDissect.Prefaces;

/// <summary>IRC: <c>STARTTLS</c>, then the numeric <c>670</c> (IRCv3 tls).</summary>
internal static class IrcPreface
{
    public static StartTls? Recognize(in Preface preface) =>
        preface.Asks("STARTTLS"u8) && (preface.Server.IsEmpty ? IsIrc(preface.Client) : IsReady(preface.Server.LastLine))
            ? new StartTls(StartTlsProtocol.Irc)
            : null;

    /// <summary>The line of a server begins with its name, after a colon.</summary>
    private static bool IsReady(ReadOnlySpan<byte> line) =>
        Words.Is(Words.First(line.StartsWith(":"u8) ? Words.AfterFirst(line) : line), "670"u8);

    private static bool IsIrc(in PrefaceSide client) => client.HasLine("CAP"u8) || client.HasLine("NICK"u8);
}
