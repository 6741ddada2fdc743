namespace TlsDissect.Prefaces;

/// <summary>POP3: <c>STLS</c>, then <c>+OK</c> (RFC 2595 §4).</summary>
internal static class Pop3Preface
{
    public static StartTls? Recognize(in Preface preface) =>
        preface.Asks("STLS"u8) && preface.Replies("+OK"u8) ? new StartTls(StartTlsProtocol.Pop3) : null;
}
