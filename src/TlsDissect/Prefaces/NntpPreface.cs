namespace TlsDissect.Prefaces;

/// <summary>NNTP: <c>STARTTLS</c>, then <c>382</c> (RFC 4642 §2.2).</summary>
internal static class NntpPreface
{
    public static StartTls? Recognize(in Preface preface) =>
        preface.Asks("STARTTLS"u8) && preface.Replies("382"u8) && (!preface.Server.IsEmpty || IsNntp(preface.Client))
            ? new StartTls(StartTlsProtocol.Nntp)
            : null;

    private static bool IsNntp(in PrefaceSide client) => client.HasLine("CAPABILITIES"u8) || client.HasLine("MODE"u8);
}
