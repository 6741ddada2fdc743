namespace TlsDissect.Applications;

/// <summary>
/// Recognizes mail, news and file transfer: lines of text, in which the server speaks first, or the client after STARTTLS.
/// </summary>
internal static class MailProtocols
{
    private const int LongestTag = 16;

    /// <summary>RFC 5321 §4.1.1.</summary>
    public static bool IsSmtp(in FirstBytes first) => first.Client.IsEmpty
        ? Lines.HasReply(first.Server, "220"u8) && Lines.Contains(Lines.First(first.Server), "SMTP")
        : Lines.HasCommand(first.Client, "EHLO", "HELO") && IsReplyOrNothing(first.Server);

    /// <summary>RFC 2033 §4.1.</summary>
    public static bool IsLmtp(in FirstBytes first) => Lines.HasCommand(first.Client, "LHLO") && IsReplyOrNothing(first.Server);

    /// <summary>RFC 959 §4.1, RFC 4217 §4. Another protocol's USER has no reply with a code.</summary>
    public static bool IsFtp(in FirstBytes first) =>
        Lines.HasCommand(first.Client, "USER", "PBSZ", "PROT", "FEAT", "OPTS", "SYST", "PWD", "PASV", "EPSV") &&
            Lines.HasReply(first.Server);

    /// <summary>RFC 3977 §5. After STARTTLS the client speaks first.</summary>
    public static bool IsNntp(in FirstBytes first)
    {
        bool isGreeting = Lines.HasReply(first.Server, "200"u8) || Lines.HasReply(first.Server, "201"u8);
        return first.Client.IsEmpty
            ? isGreeting && Lines.Contains(Lines.First(first.Server), "NNTP")
            : (isGreeting || Lines.HasReply(first.Server)) &&
                Lines.HasCommand(first.Client, "CAPABILITIES", "MODE READER", "MODE STREAM", "AUTHINFO", "GROUP", "LISTGROUP", "ARTICLE",
                    "DATE", "LIST ACTIVE", "XOVER", "OVER", "IHAVE", "POST", "CHECK", "TAKETHIS");
    }

    /// <summary>RFC 1939 §4.</summary>
    public static bool IsPop3(in FirstBytes first)
    {
        bool isPositive = first.Server.StartsWith("+OK "u8) || first.Server.StartsWith("+OK\r\n"u8);
        if (!isPositive || Lines.First(first.Server).IsEmpty) return false;
        return first.Client.IsEmpty
            ? first.Server.StartsWith("+OK "u8)
            : Lines.HasCommand(first.Client, "CAPA", "USER", "APOP", "AUTH", "QUIT", "STAT", "NOOP", "STLS", "UTF8");
    }

    /// <summary>RFC 9051 §2.2: a greeting, or a command with a tag.</summary>
    public static bool IsImap(in FirstBytes first)
    {
        bool isGreeting = Lines.HasCommand(first.Server, "* OK", "* PREAUTH", "* BYE");
        if (first.Client.IsEmpty) return isGreeting;
        ReadOnlySpan<byte> tag = Tag(first.Client);
        if (tag.IsEmpty) return false;
        bool isReply = isGreeting || first.Server.IsEmpty || first.Server.StartsWith("* "u8) ||
            (first.Server.StartsWith(tag) && first.Server[tag.Length..].StartsWith(" "u8));
        return isReply && Lines.HasCommand(first.Client[(tag.Length + 1)..], "CAPABILITY", "LOGIN", "AUTHENTICATE", "NOOP", "LOGOUT",
            "SELECT", "EXAMINE", "ENABLE", "NAMESPACE", "STARTTLS", "ID", "LIST");
    }

    /// <summary>RFC 5804 §1.7: the server lists its capabilities, after STARTTLS too.</summary>
    public static bool IsManageSieve(in FirstBytes first)
    {
        ReadOnlySpan<byte> line = Lines.First(first.Server);
        return line.Length > 0 && (Lines.HasCommand(line, "\"IMPLEMENTATION\"") || Lines.HasCommand(line, "\"SIEVE\""));
    }

    private static bool IsReplyOrNothing(ReadOnlySpan<byte> server) => server.IsEmpty || Lines.HasReply(server);

    private static ReadOnlySpan<byte> Tag(ReadOnlySpan<byte> data)
    {
        int length = data.IndexOf((byte)' ');
        if (length is < 1 or > LongestTag) return [];
        foreach (byte one in data[..length])
        {
            if (!char.IsAsciiLetterOrDigit((char)one) && one is not ((byte)'.' or (byte)'$' or (byte)'_' or (byte)'-')) return [];
        }

        return data[..length];
    }
}
