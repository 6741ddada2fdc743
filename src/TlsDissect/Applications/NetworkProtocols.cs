using System.Buffers.Binary;

namespace TlsDissect.Applications;

/// <summary>Recognizes names, directories, logs, accounts and routes.</summary>
internal static class NetworkProtocols
{
    /// <summary>DNS over TLS (RFC 7858 §3.3): a length, and a query with one question.</summary>
    public static bool IsDns(in FirstBytes first)
    {
        const int Length = 2, Header = 12;
        ReadOnlySpan<byte> client = first.Client;
        if (client.Length < Length + Header + 5) return false;
        int length = BinaryPrimitives.ReadUInt16BigEndian(client);
        ReadOnlySpan<byte> query = client[Length..];
        // A query without answers: QR is 0, and so is Z (RFC 1035 §4.1.1).
        bool isQuery = (query[2] & 0x80) == 0 && (query[3] & 0x40) == 0 && BinaryPrimitives.ReadUInt32BigEndian(query[4..]) == 0x10000 &&
            BinaryPrimitives.ReadUInt16BigEndian(query[8..]) <= 1 && BinaryPrimitives.ReadUInt16BigEndian(query[10..]) <= 2;
        if (!isQuery || !HasQuestion(query[Header..], length - Header)) return false;
        bool isAnswer = first.Server.Length >= Length + Header && (first.Server[Length + 2] & 0x80) != 0;
        return first.Server.IsEmpty || isAnswer;
    }

    /// <summary>LDAPMessage (RFC 4511 §4.1.1) with a bind, a search or an extended request.</summary>
    public static bool IsLdap(in FirstBytes first)
    {
        const byte Sequence = 0x30, Integer = 0x02, OctetString = 0x04, Enumerated = 0x0a, Name = 0x80;
        const byte Bind = 0x60, Search = 0x63, Extended = 0x77;
        ReadOnlySpan<byte> rest = first.Client;
        if (!Ber.TryEnter(ref rest, Sequence, out int length) || rest.Length > length + FirstBytes.Most) return false;
        ReadOnlySpan<byte> message = rest;
        if (!Ber.TryEnter(ref rest, Integer, out int idLength) || idLength is 0 or > 4 || rest.Length < idLength + 2) return false;
        rest = rest[idLength..];
        byte operation = rest[0];
        if (operation is not (Bind or Search or Extended) || !Ber.TryEnter(ref rest, operation, out int inner)) return false;
        // The operation fills the message, but for controls.
        if (message.Length - rest.Length + inner > length) return false;
        return operation switch
        {
            Bind => rest.Begins(Integer, 1, 3) || rest.Begins(Integer, 1, 2),
            Search => Ber.TrySkip(ref rest, OctetString) && rest.Begins(Enumerated, 1) && rest.Length > 4 && rest[2] <= 3 &&
                rest[3] == Enumerated && rest[4] == 1,
            _ => rest.Begins(Name) && rest.Length > 6 && rest[2..].StartsWith("1.3."u8),
        };
    }

    /// <summary>
    /// A priority, and a version (RFC 5424 §6) or the date of the older form (RFC 3164 §4.1.2). The length before it is optional in
    /// practice (RFC 5425 §4.3, RFC 6587 §3.4).
    /// </summary>
    public static bool IsSyslog(in FirstBytes first)
    {
        ReadOnlySpan<byte> rest = first.Client;
        if (rest.Length > 0 && rest[0] is >= (byte)'1' and <= (byte)'9' && !Lines.TryNumber(ref rest, " "u8, out _)) return false;
        if (!rest.StartsWith("<"u8)) return false;
        rest = rest[1..];
        if (!Lines.TryNumber(ref rest, ">"u8, out int priority) || priority > 191 || Lines.First(rest).IsEmpty) return false;
        return rest.StartsWith("1 "u8) ? IsTimestamp(rest[2..]) : IsDate(rest);
    }

    /// <summary>RELP: number, command, length, and the first offer.</summary>
    public static bool IsRelp(in FirstBytes first)
    {
        ReadOnlySpan<byte> rest = first.Client;
        if (!rest.StartsWith("1 open "u8)) return false;
        rest = rest["1 open ".Length..];
        return Lines.TryNumber(ref rest, " relp_version="u8, out _);
    }

    /// <summary>Capabilities-Exchange-Request (RFC 6733 §5.3.1): the first message of a peer.</summary>
    public static bool IsDiameter(in FirstBytes first) => first.Client.Length >= 20 && first.Client[0] == 1 &&
        (first.Client[3] & 3) == 0 && (first.Client[4] & 0x8f) == 0x80 && first.Client[5..].Begins(0, 1, 1, 0, 0, 0, 0);

    /// <summary>A RADIUS request and its answer (RFC 2865 §3, RFC 6614 §2.1), each with attributes that fill it.</summary>
    public static bool IsRadius(in FirstBytes first)
    {
        if (first.Client.Length < 20 || first.Server.Length < 20 || first.Client[1] != first.Server[1]) return false;
        bool isAnswer =
            (first.Client[0], first.Server[0]) is (1, 2 or 3 or 11) or (4, 5) or (12, 2 or 5) or (40, 41 or 42) or (43, 44 or 45);
        return isAnswer && HasAttributes(first.Client) && HasAttributes(first.Server);
    }

    /// <summary>OPEN (RFC 4271 §4.2) behind its marker.</summary>
    public static bool IsBgp(in FirstBytes first)
    {
        const int Marker = 16;
        ReadOnlySpan<byte> client = first.Client;
        return client.Length >= 29 && !client[..Marker].ContainsAnyExcept((byte)0xff) &&
            BinaryPrimitives.ReadUInt16BigEndian(client[Marker..]) is >= 29 and <= 4096 && client[Marker + 2] == 1 &&
            client[Marker + 3] == 4;
    }

    /// <summary>A name of labels, a type and a class (RFC 1035 §4.1.2).</summary>
    private static bool HasQuestion(ReadOnlySpan<byte> question, int length)
    {
        const int AfterName = 4, LongestLabel = 63;
        int at = 0;
        while (at < question.Length && question[at] != 0)
        {
            if (question[at] > LongestLabel) return false;
            at += 1 + question[at];
        }

        int end = at + 1 + AfterName;
        if (end > length || end > question.Length) return false;
        return BinaryPrimitives.ReadUInt16BigEndian(question[(at + 1 + 2)..]) is 1 or 3 or 4 or 254 or 255;
    }

    /// <summary><c>2026-01-05T…</c>, or nothing.</summary>
    private static bool IsTimestamp(ReadOnlySpan<byte> text) => text.StartsWith("- "u8) ||
        (text.Length > 10 && Lines.AreDigits(text[..4]) && text[4] == '-' && Lines.AreDigits(text.Slice(5, 2)) && text[7] == '-');

    /// <summary><c>Jan  5 10:00:00</c>, or the timestamp of the newer form.</summary>
    private static bool IsDate(ReadOnlySpan<byte> text)
    {
        if (text.Length < 15) return false;
        ReadOnlySpan<byte> months = "JanFebMarAprMayJunJulAugSepOctNovDec"u8;
        bool isMonth = months.IndexOf(text[..3]) is >= 0 and int at && at % 3 == 0;
        return (isMonth && text[3] == ' ' && text[6] == ' ' && text[9] == ':') || IsTimestamp(text);
    }

    private static bool HasAttributes(ReadOnlySpan<byte> packet)
    {
        const int Header = 20, Largest = 4096;
        int length = BinaryPrimitives.ReadUInt16BigEndian(packet[2..]);
        if (length is < Header or > Largest) return false;
        int at = Header;
        while (at + 1 < Math.Min(length, packet.Length))
        {
            if (packet[at] == 0 || packet[at + 1] < 2) return false;
            at += packet[at + 1];
        }

        return length > packet.Length || at == length;
    }
}
