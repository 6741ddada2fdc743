namespace TlsDissect.Applications;

/// <summary>Recognizes HTTP and the protocols that look like it.</summary>
internal static class WebProtocols
{
    private const int LongestMethod = 20;

    /// <summary>HTTP/2's connection preface (RFC 9113 §3.4).</summary>
    public static bool IsHttp2(in FirstBytes first) => first.Client.StartsWith("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8);

    /// <summary>The switch from HTTP/1.1 (RFC 6455 §1.3).</summary>
    public static bool IsWebSocket(in FirstBytes first) =>
        Ends(Lines.First(first.Client), " HTTP/1.1"u8) && first.Server.StartsWith("HTTP/1.1 101"u8) &&
            (Lines.Contains(first.Server, "\nUpgrade: websocket") || Lines.Contains(first.Client, "\nUpgrade: websocket"));

    /// <summary>A message of either side in HTTP/1.1 (RFC 9112 §2), and none in HTTP/1.0.</summary>
    public static bool IsHttp11(in FirstBytes first) => IsHttp(first) && !IsOld(first);

    /// <summary>A message of either side in HTTP/1.0 (RFC 1945 §4.1), to which the other side has to keep.</summary>
    public static bool IsHttp10(in FirstBytes first) => IsHttp(first) && IsOld(first);

    /// <summary>RFC 7826 §4, RFC 2326 §6.</summary>
    public static bool IsRtsp(in FirstBytes first) =>
        IsRequest(first.Client, " RTSP/1.0"u8, " RTSP/2.0"u8) || HasStatus(first.Server, "RTSP/1.0 "u8) ||
            HasStatus(first.Server, "RTSP/2.0 "u8);

    /// <summary>RFC 3261 §7. Either side may send the first request.</summary>
    public static bool IsSip(in FirstBytes first) => IsSip(first.Client) || IsSip(first.Server);

    /// <summary>The Gemini protocol: a URL, and nothing else.</summary>
    public static bool IsGemini(in FirstBytes first) =>
        Lines.First(first.Client, out bool isWhole).StartsWith("gemini://"u8) && isWhole;

    private static bool IsSip(ReadOnlySpan<byte> data) => IsRequest(data, " SIP/2.0"u8, " SIP/2.0"u8) || HasStatus(data, "SIP/2.0 "u8);

    /// <summary>A request, or without any byte of the client a response. After other bytes, a response is only a complaint.</summary>
    private static bool IsHttp(in FirstBytes first) => first.Client.IsEmpty
        ? HasStatus(first.Server, "HTTP/1.1 "u8) || HasStatus(first.Server, "HTTP/1.0 "u8)
        : IsRequest(first.Client, " HTTP/1.1"u8, " HTTP/1.0"u8) || IsLongRequest(first.Client);

    private static bool IsOld(in FirstBytes first) =>
        Ends(Lines.First(first.Client), " HTTP/1.0"u8) || HasStatus(first.Server, "HTTP/1.0 "u8);

    /// <summary>Whether the first line begins with a method and ends with one of two versions.</summary>
    private static bool IsRequest(ReadOnlySpan<byte> data, ReadOnlySpan<byte> version, ReadOnlySpan<byte> other)
    {
        ReadOnlySpan<byte> line = Lines.First(data, out bool isWhole);
        return isWhole && MethodLength(line) > 0 && (Ends(line, version) || Ends(line, other));
    }

    /// <summary>Whether it begins a request whose first line is longer than what is looked at.</summary>
    private static bool IsLongRequest(ReadOnlySpan<byte> data)
    {
        ReadOnlySpan<byte> line = Lines.First(data, out bool isWhole);
        if (isWhole || line.Length < FirstBytes.Most) return false;
        int method = MethodLength(line);
        return method > 0 && (line[(method + 1)..].StartsWith("/"u8) || line[(method + 1)..].StartsWith("http"u8));
    }

    /// <summary>Length of the method at the start of a line, up to the blank; 0 if the line has no method.</summary>
    private static int MethodLength(ReadOnlySpan<byte> line)
    {
        int length = line.IndexOf((byte)' ');
        if (length is < 3 or > LongestMethod) return 0;
        foreach (byte letter in line[..length])
        {
            if (!char.IsAsciiLetterUpper((char)letter) && letter is not ((byte)'-' or (byte)'_')) return 0;
        }

        return length;
    }

    /// <summary>Whether a status line begins here: a version and three digits.</summary>
    private static bool HasStatus(ReadOnlySpan<byte> data, ReadOnlySpan<byte> version) =>
        data.Length >= version.Length + 3 && data.StartsWith(version) && Lines.AreDigits(data.Slice(version.Length, 3));

    private static bool Ends(ReadOnlySpan<byte> line, ReadOnlySpan<byte> version) => line.EndsWith(version);
}
