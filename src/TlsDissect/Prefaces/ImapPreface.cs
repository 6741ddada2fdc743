namespace TlsDissect.Prefaces;

/// <summary>IMAP: a tag and <c>STARTTLS</c>, then the tag and <c>OK</c> (RFC 9051 §6.2.1).</summary>
internal static class ImapPreface
{
    public static StartTls? Recognize(in Preface preface)
    {
        ReadOnlySpan<byte> command = preface.Client.LastLine;
        ReadOnlySpan<byte> answer = preface.Server.LastLine;
        bool isAsked = preface.Client.IsEmpty || Words.Is(Words.AfterFirst(command), "STARTTLS"u8);
        bool isTagged = preface.Client.IsEmpty ? preface.Server.HasLine("*"u8) && !answer.StartsWith("*"u8) : TagOf(command).Length > 0;
        bool isSame = preface.Client.IsEmpty || TagOf(answer).SequenceEqual(TagOf(command));
        bool isAnswered = preface.Server.IsEmpty || (isSame && Words.Is(Words.First(Words.AfterFirst(answer)), "OK"u8));
        return isAsked && isTagged && isAnswered ? new StartTls(StartTlsProtocol.Imap) : null;
    }

    /// <summary>The tag may contain a hyphen.</summary>
    private static ReadOnlySpan<byte> TagOf(ReadOnlySpan<byte> line) => line[..Math.Max(0, line.IndexOf((byte)' '))];
}
