namespace TlsDissect.Prefaces;

/// <summary>
/// Telnet: START_TLS FOLLOWS from both sides (option 46), or authentication by SSL (RFC 2941, type 7), which the server accepts.
/// </summary>
internal static class TelnetPreface
{
    private static ReadOnlySpan<byte> Follows => [0xff, 0xfa, 46, 1, 0xff, 0xf0];

    /// <summary>The start of SSL in AUTHENTICATION IS, before the byte that says who authenticates whom.</summary>
    private static ReadOnlySpan<byte> Is => [0xff, 0xfa, 37, 0, 7];

    private static ReadOnlySpan<byte> Reply => [0xff, 0xfa, 37, 2, 7];

    public static StartTls? Recognize(in Preface preface) =>
        preface.EndsWith(Follows, Follows) || (Ends(preface.Client, Is) && Ends(preface.Server, Reply))
            ? new StartTls(StartTlsProtocol.Telnet)
            : null;

    /// <summary>Whether a side ends with a subnegotiation, or nothing of it was captured. Two bytes and its end follow.</summary>
    private static bool Ends(in PrefaceSide side, ReadOnlySpan<byte> start) =>
        side.IsEmpty || (side.End.Length >= start.Length + 4 && side.End[^(start.Length + 4)..].StartsWith(start) &&
            side.End.EndsWith((ReadOnlySpan<byte>)[0xff, 0xf0]));
}
