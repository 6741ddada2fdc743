namespace TlsDissect.Prefaces;

/// <summary>LMTP: <c>LHLO</c> in place of <c>EHLO</c>, otherwise as SMTP (RFC 2033 §4.1).</summary>
internal static class LmtpPreface
{
    public static StartTls? Recognize(in Preface preface)
    {
        bool isLmtp = preface.Client.IsEmpty
            ? preface.Server.HasLine("250"u8) && SmtpPreface.IsGreeting(preface.Server, "LMTP "u8)
            : preface.Client.HasLine("LHLO"u8);
        return isLmtp && preface.Asks("STARTTLS"u8) && preface.Replies("220"u8) ? new StartTls(StartTlsProtocol.Lmtp) : null;
    }
}
