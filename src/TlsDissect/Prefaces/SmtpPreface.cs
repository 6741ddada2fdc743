namespace TlsDissect.Prefaces;

/// <summary>SMTP: <c>STARTTLS</c>, then <c>220</c> (RFC 3207 §4).</summary>
internal static class SmtpPreface
{
    public static StartTls? Recognize(in Preface preface) =>
        preface.Asks("STARTTLS"u8) && preface.Replies("220"u8) && IsCertain(preface) ? new StartTls(StartTlsProtocol.Smtp) : null;

    /// <summary>The greeting has the same reply as the switch, and other protocols have the same command.</summary>
    private static bool IsCertain(in Preface preface)
    {
        if (preface.Client.HasLine("LHLO"u8) || (preface.Client.IsEmpty && LmtpPreface.IsGreeting(preface.Server))) return false;
        return preface.Client.IsEmpty
            ? preface.Server.HasLine("250"u8)
            : !preface.Server.IsEmpty || preface.Client.HasLine("EHLO"u8) || preface.Client.HasLine("HELO"u8);
    }
}
