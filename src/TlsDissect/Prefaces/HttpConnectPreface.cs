namespace TlsDissect.Prefaces;

/// <summary>
/// HTTP CONNECT: a request for a tunnel to a server, then a status of success (RFC 9110 §9.3.6). Requests that the proxy refused, as with
/// 407, may come before.
/// </summary>
internal static class HttpConnectPreface
{
    private static ReadOnlySpan<byte> Method => "CONNECT "u8;

    public static PrefaceStep? Read(in Preface preface)
    {
        if (preface.IsEmpty || !(preface.Client.IsEmpty || preface.Client.Start.StartsWith(Method))) return null;
        PrefaceSide client = preface.Client;
        string? target = null;
        while (client.Start.StartsWith(Method))
        {
            ReadOnlySpan<byte> request = client.Start[Method.Length..];
            int end = request.IndexOfAny(" \r\n"u8);
            target = Words.Text(end < 0 ? request : request[..end]);
            if (client.IndexAfter(HttpHead.EmptyLine) is not int next) return null;
            client = client.After(next);
        }

        return LengthOfAnswers(preface.Server) is int length
            ? new PrefaceStep(StartTlsProtocol.HttpConnect, preface.Client.LengthBefore(client), length) { Target = target }
            : null;
    }

    private static int? EndOf(ReadOnlySpan<byte> head)
    {
        int at = head.IndexOf(HttpHead.EmptyLine);
        return at < 0 ? null : at + HttpHead.EmptyLine.Length;
    }

    /// <summary>Number of bytes up to the end of a successful answer; <c>null</c> if there is none.</summary>
    private static int? LengthOfAnswers(in PrefaceSide server)
    {
        if (server.IsEmpty) return 0;
        ReadOnlySpan<byte> success = HttpHead.Response(server.Start, "2"u8);
        if (EndOf(success) is int end) return server.Start.Length - success.Length + end;
        // A head that is longer than what is kept of the beginning ends in the last bytes.
        ReadOnlySpan<byte> rest = success.IsEmpty ? HttpHead.Response(server.End, "2"u8) : server.End;
        return EndOf(rest) is int after ? server.Length - rest.Length + after : null;
    }
}
