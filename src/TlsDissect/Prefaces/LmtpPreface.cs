namespace TlsDissect.Prefaces;

/// <summary>LMTP: <c>LHLO</c> in place of <c>EHLO</c>, otherwise as SMTP (RFC 2033 §4.1).</summary>
internal static class LmtpPreface
{
    public static StartTls? Recognize(in Preface preface)
    {
        bool isLmtp = preface.Client.IsEmpty ? IsGreeting(preface.Server) : preface.Client.HasLine("LHLO"u8);
        return isLmtp && preface.Asks("STARTTLS"u8) && preface.Replies("220"u8) ? new StartTls(StartTlsProtocol.Lmtp) : null;
    }

    /// <summary>Whether a server's first line names the protocol, as that of an SMTP server names its own.</summary>
    public static bool IsGreeting(in PrefaceSide server)
    {
        int end = server.Start.IndexOf((byte)'\n');
        return end >= 0 && server.Start[..end].IndexOf(" LMTP "u8) >= 0;
    }
}
