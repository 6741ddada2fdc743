namespace TlsDissect.Prefaces;

/// <summary>FTP: <c>AUTH TLS</c>, then <c>234</c> (RFC 4217 §4). Old servers know <c>AUTH SSL</c> and answer <c>334</c>.</summary>
internal static class FtpPreface
{
    public static StartTls? Recognize(in Preface preface)
    {
        ReadOnlySpan<byte> command = preface.Client.LastLine;
        ReadOnlySpan<byte> mechanism = Words.First(Words.AfterFirst(command));
        bool isAsked = preface.Client.IsEmpty ||
            (Words.Is(Words.First(command), "AUTH"u8) && (Words.Is(mechanism, "TLS"u8) || Words.Is(mechanism, "SSL"u8)));
        return isAsked && (preface.Replies("234"u8) || preface.Replies("334"u8)) ? new StartTls(StartTlsProtocol.Ftp) : null;
    }
}
