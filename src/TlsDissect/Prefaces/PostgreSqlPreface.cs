namespace TlsDissect.Prefaces;

/// <summary>
/// PostgreSQL: an SSLRequest of eight bytes, then <c>S</c>. A GSSENCRequest that was refused with <c>N</c> may come before.
/// </summary>
internal static class PostgreSqlPreface
{
    private static ReadOnlySpan<byte> SslRequest => [0, 0, 0, 8, 0x04, 0xd2, 0x16, 0x2f];

    private static ReadOnlySpan<byte> GssRequest => [0, 0, 0, 8, 0x04, 0xd2, 0x16, 0x30];

    public static StartTls? Recognize(in Preface preface)
    {
        ReadOnlySpan<byte> request = preface.Client.Start;
        if (request.StartsWith(GssRequest)) request = request[GssRequest.Length..];
        bool isAsked = preface.Client.IsEmpty || (preface.Client.IsWhole && request.SequenceEqual(SslRequest));
        ReadOnlySpan<byte> answer = preface.Server.Start;
        bool isAnswered =
            preface.Server.IsEmpty || (preface.Server.IsWhole && (answer.SequenceEqual("S"u8) || answer.SequenceEqual("NS"u8)));
        return isAsked && isAnswered ? new StartTls(StartTlsProtocol.PostgreSql) : null;
    }
}
