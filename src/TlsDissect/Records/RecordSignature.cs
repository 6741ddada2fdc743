using System.Buffers.Binary;
using TlsDissect.Protocol;

namespace TlsDissect.Records;

/// <summary>Tells from content alone whether bytes are the start of a record.</summary>
internal static class RecordSignature
{
    /// <summary>Number of bytes that identify a hello: the record header, the handshake header and the hello's version.</summary>
    public const int HelloSize = RecordHeader.Size + 6;

    /// <summary>The minimum size of a hello: version, random and the length of session_id.</summary>
    private const int LeastHello = 2 + 32 + 1;

    private const int LargestHello = 1 << 17;

    /// <summary>
    /// Reads a record header of five bytes. Returns <c>false</c> if it cannot be one. Empty fragments are unusual, but valid framing.
    /// </summary>
    public static bool TryReadHeader(ReadOnlySpan<byte> data, out RecordHeader header)
    {
        header = new RecordHeader((ContentType)data[0], (ProtocolVersion)BinaryPrimitives.ReadUInt16BigEndian(data[1..]),
            BinaryPrimitives.ReadUInt16BigEndian(data[3..]));
        return data[0] is >= (byte)ContentType.ChangeCipherSpec and <= (byte)ContentType.Heartbeat
            && data[1] == 3 && data[2] <= 4
            && header.Length <= RecordHeader.MaxFragmentLength
            && (header.Type != ContentType.ChangeCipherSpec || header.Length is > 0 and <= 128);
    }

    /// <summary>Whether a record header may start here, during a search. Only application data may be empty (RFC 5246 §6.2.1).</summary>
    public static bool IsLikelyHeader(ReadOnlySpan<byte> data, out RecordHeader header) =>
        TryReadHeader(data, out header) && (header.Length > 0 || header.Type == ContentType.ApplicationData);

    /// <summary>
    /// Whether a ClientHello or ServerHello starts here. About 50 bits agree, so neither text nor random bytes are mistaken for one.
    /// Needs <see cref="HelloSize"/> bytes.
    /// </summary>
    public static bool IsHello(ReadOnlySpan<byte> data)
    {
        if (!TryReadHeader(data, out RecordHeader header) || header.Type != ContentType.Handshake) return false;
        if (data[5] is not ((byte)HandshakeType.ClientHello or (byte)HandshakeType.ServerHello)) return false;
        int length = data[6] << 16 | data[7] << 8 | data[8];
        return length is >= LeastHello and < LargestHello && header.Length >= 6
            && (length + 4 <= header.Length || header.Length >= 64)
            && ((data[9] == 3 && data[10] <= 4) || IsShortServerHello(data));
    }

    /// <summary>Whether this is a ServerHello of a TLS 1.3 draft, which named its version there.</summary>
    private static bool IsShortServerHello(ReadOnlySpan<byte> data) =>
        data[5] == (byte)HandshakeType.ServerHello && data[9] == 0x7f &&
            ((ProtocolVersion)BinaryPrimitives.ReadUInt16BigEndian(data[9..])).HasShortServerHello();

    /// <summary>
    /// Whether a change_cipher_spec starts here, followed by a record header. About 60 bits agree. Needs <see cref="HelloSize"/> bytes.
    /// </summary>
    public static bool IsChangeCipherSpec(ReadOnlySpan<byte> data) =>
        TryReadHeader(data, out RecordHeader header) && header is { Type: ContentType.ChangeCipherSpec, Length: 1 } &&
            data[RecordHeader.Size] == 1
            && IsLikelyHeader(data[(RecordHeader.Size + 1)..], out _);

    /// <summary>
    /// Whether a whole handshake record starts here that messages in the clear fill exactly. About 50 bits agree, even with one message,
    /// because its length matches that of the record.
    /// </summary>
    public static bool IsClearHandshake(ReadOnlySpan<byte> data)
    {
        if (data.Length < RecordHeader.Size || !TryReadHeader(data, out RecordHeader header) || header.Type != ContentType.Handshake)
            return false;
        if (header.Length == 0 || data.Length < RecordHeader.Size + header.Length) return false;
        ReadOnlySpan<byte> messages = data.Slice(RecordHeader.Size, header.Length);
        for (int count = 0; !messages.IsEmpty; count++)
        {
            if (count == MostMessages || messages.Length < 4 || !IsClearMessage((HandshakeType)messages[0])) return false;
            int size = 4 + (messages[1] << 16 | messages[2] << 8 | messages[3]);
            if (size > messages.Length) return false;
            messages = messages[size..];
        }

        return true;
    }

    /// <summary>Maximum number of messages followed in one record, so that a search examines each byte a bounded number of times.</summary>
    private const int MostMessages = 8;

    private static bool IsClearMessage(HandshakeType type) =>
        type is HandshakeType.ClientHello or HandshakeType.ServerHello or HandshakeType.HelloRetryRequest or
            HandshakeType.NewSessionTicket or
        HandshakeType.Certificate or HandshakeType.ServerKeyExchange or HandshakeType.CertificateRequest or HandshakeType.ServerHelloDone or
        HandshakeType.CertificateVerify or
        HandshakeType.ClientKeyExchange or HandshakeType.CertificateUrl or HandshakeType.CertificateStatus or
        HandshakeType.SupplementalData;

    /// <summary>
    /// Whether a plaintext alert with a registered description starts here. A server that refuses a hello may send nothing else. As many
    /// bits agree as in a hello.
    /// </summary>
    public static bool IsAlert(ReadOnlySpan<byte> data) =>
        data.Length >= RecordHeader.Size + 2 && TryReadHeader(data, out RecordHeader header) && IsAlert(header, data[RecordHeader.Size..]);

    /// <summary>Whether a record is a plaintext alert with a registered description.</summary>
    public static bool IsAlert(in RecordHeader header, ReadOnlySpan<byte> fragment) =>
        header is { Type: ContentType.Alert, Length: 2 } && fragment[0] is 1 or 2 && Enum.IsDefined((AlertDescription)fragment[1]);

    /// <summary>
    /// Length of an SSLv2-compatible or SSL 2.0 ClientHello (RFC 5246 appendix E.2), including its two-byte length; 0 if none starts here.
    /// Needs <see cref="HelloSize"/> bytes.
    /// </summary>
    public static int Ssl2ClientHelloLength(ReadOnlySpan<byte> data)
    {
        if ((data[0] & 0x80) == 0 || data[2] != (byte)HandshakeType.ClientHello) return 0;
        int length = (data[0] & 0x7f) << 8 | data[1];
        int suites = BinaryPrimitives.ReadUInt16BigEndian(data[5..]);
        int sessionId = BinaryPrimitives.ReadUInt16BigEndian(data[7..]);
        int challenge = BinaryPrimitives.ReadUInt16BigEndian(data[9..]);
        bool version = (data[3] == 3 && data[4] <= 4) || (data[3] == 0 && data[4] == 2);
        bool consistent = length == 9 + suites + sessionId + challenge && suites > 0 && suites % 3 == 0
            && sessionId is 0 or 16 or 32 && challenge is >= 16 and <= 32;
        return version && consistent ? length + 2 : 0;
    }
}
