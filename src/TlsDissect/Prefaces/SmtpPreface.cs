namespace TlsDissect.Prefaces;

/// <summary>SMTP: <c>STARTTLS</c>, then <c>220</c> (RFC 3207 §4).</summary>
internal static class SmtpPreface
{
    public static StartTls? Recognize(in Preface preface) =>
        preface.Asks("STARTTLS"u8) && preface.Replies("220"u8) && IsCertain(preface) ? new StartTls(StartTlsProtocol.Smtp) : null;

    /// <summary>
    /// The greeting has the same reply as the switch, and other protocols have the same command. If the client's greeting is missing, the
    /// server's decides.
    /// </summary>
    private static bool IsCertain(in Preface preface)
    {
        if (preface.Client.IsEmpty && !preface.Server.HasLine("250"u8)) return false;
        bool isGreeted = preface.Client.HasLine("EHLO"u8) || preface.Client.HasLine("HELO"u8);
        return isGreeted || (!preface.Client.HasLine("LHLO"u8) && IsGreeting(preface.Server, "SMTP "u8));
    }

    /// <summary>Whether a server's first line names the protocol, as most do.</summary>
    public static bool IsGreeting(in PrefaceSide server, ReadOnlySpan<byte> name)
    {
        int end = server.Start.IndexOf((byte)'\n');
        return end >= 0 && server.Start[..end].IndexOf(name) >= 0;
    }
}
