using System.Buffers.Binary;

namespace TlsDissect.Records.Framings;

/// <summary>The message types of OpenVPN, in the high five bits of a packet's first byte.</summary>
internal enum OpenVpnOpcode
{
    HardResetClientV1 = 1,
    HardResetServerV1 = 2,
    SoftReset = 3,
    Control = 4,
    Acknowledgment = 5,
    DataV1 = 6,
    HardResetClientV2 = 7,
    HardResetServerV2 = 8,
    DataV2 = 9,
    HardResetClientV3 = 10,
    WrappedClientKey = 11,
}

/// <summary>The header of an OpenVPN packet over TCP, as far as it has come. Borrowed.</summary>
/// <remarks>
/// <code>
///   length (2), opcode and key ID (1) | data, for P_DATA_V1 and P_DATA_V2
///     session ID (8), with tls-auth: HMAC, packet ID (4), time (4)
///     acknowledgments (1 + 4 each), if any: remote session ID (8)
///     packet ID (4), but not in P_ACK_V1                          | TLS, in P_CONTROL_V1
/// </code>
/// </remarks>
/// <param name="bytes">The bytes from the length on.</param>
/// <param name="authentication">Bytes that tls-auth adds; 0 without it.</param>
internal readonly ref struct OpenVpnHeader(ReadOnlySpan<byte> bytes, int authentication)
{
    /// <summary>Size of length and opcode.</summary>
    public const int Start = 3;

    /// <summary>Size up to and including the session ID.</summary>
    public const int WithSession = Start + 8;

    /// <summary>Maximum number of acknowledgments in a packet: RELIABLE_ACK_SIZE.</summary>
    public const int MostAcknowledged = 8;

    /// <summary>Size of packet ID and time of tls-auth, after the HMAC.</summary>
    public const int ReplayProtection = 8;

    /// <summary>Maximum size of tls-auth, with HMAC-SHA-512.</summary>
    public const int LongestAuthentication = 64 + ReplayProtection;

    /// <summary>The longest header without tls-auth.</summary>
    public const int LongestPlain = WithSession + 1 + 4 * MostAcknowledged + 8 + 4;

    private readonly ReadOnlySpan<byte> _bytes = bytes;

    public OpenVpnOpcode Opcode => (OpenVpnOpcode)(_bytes[2] >> 3);

    public int Key => _bytes[2] & 7;

    /// <summary>Size of the whole packet in bytes.</summary>
    public int PacketSize => 2 + BinaryPrimitives.ReadUInt16BigEndian(_bytes);

    public ReadOnlySpan<byte> SessionId => _bytes[Start..WithSession];

    public ulong Session => BinaryPrimitives.ReadUInt64BigEndian(_bytes[Start..]);

    public bool IsData => Opcode is OpenVpnOpcode.DataV1 or OpenVpnOpcode.DataV2;

    /// <summary>Whether it begins the packets of a key, and therefore another TLS session.</summary>
    public bool IsReset =>
        Opcode is OpenVpnOpcode.HardResetClientV1 or OpenVpnOpcode.HardResetServerV1 or OpenVpnOpcode.SoftReset or
            OpenVpnOpcode.HardResetClientV2 or OpenVpnOpcode.HardResetServerV2 or
        OpenVpnOpcode.HardResetClientV3;

    public bool IsKnown => Opcode is >= OpenVpnOpcode.HardResetClientV1 and <= OpenVpnOpcode.WrappedClientKey;

    /// <summary>Number of acknowledgments. Needs the bytes before them.</summary>
    public int Acknowledged => _bytes[AtAcknowledged];

    /// <summary>Number of a control packet. Needs the whole header.</summary>
    public uint Packet => BinaryPrimitives.ReadUInt32BigEndian(_bytes[(Size - 4)..]);

    /// <summary>
    /// Whether the header is whole and of this form. With tls-crypt, control packets have another form: packet ID, time and HMAC, then
    /// everything else encrypted.
    /// </summary>
    public bool IsWhole => _bytes.Length > AtAcknowledged && Acknowledged <= MostAcknowledged && _bytes.Length >= Size;

    /// <summary>Size of the header in bytes, as far as its bytes tell.</summary>
    public int Size
    {
        get
        {
            if (_bytes.Length < Start || IsData || !IsKnown) return Start;
            int size = AtAcknowledged + 1;
            if (_bytes.Length < size || Acknowledged > MostAcknowledged) return size;
            if (Acknowledged > 0) size += 4 * Acknowledged + 8;
            return Opcode == OpenVpnOpcode.Acknowledgment ? size : size + 4;
        }
    }

    /// <summary>Whether the numbers of a control packet are small. They count from 0 for each key, and those of tls-auth from 1.</summary>
    public bool HasSmallNumbers
    {
        get
        {
            if (authentication > 0 && !IsSmall(AtAcknowledged - ReplayProtection)) return false;
            for (int number = 0; number < Acknowledged; number++)
            {
                if (!IsSmall(AtAcknowledged + 1 + 4 * number)) return false;
            }

            return IsSmall(Size - 4);
        }
    }

    private int AtAcknowledged => WithSession + authentication;

    private bool IsSmall(int at) => BinaryPrimitives.ReadUInt32BigEndian(_bytes[at..]) <= ushort.MaxValue;
}
