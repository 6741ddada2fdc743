using System.Buffers.Binary;
using System.Globalization;
using TlsDissect.Protocol;

namespace TlsDissect.Capture.Sources;

/// <summary>A file format that is recognized by its first bytes but not supported, and a command that converts it.</summary>
internal sealed class ForeignFormat
{
    private const string Editcap = "editcap {0} {0}.pcapng";

    /// <summary>Formats by their first bytes: the compressed formats, then captures.</summary>
    private static readonly (byte[] Magic, ForeignFormat Format)[] ByMagic =
    [
        ([0xFD, .. "7zXZ\0"u8], Compressed("an xz file", "xz -dc {0}")),
        ([0x04, 0x22, 0x4D, 0x18], Compressed("an lz4 file", "lz4 -dc {0}")),
        ([0x02, 0x21, 0x4C, 0x18], Compressed("an lz4 file", "lz4 -dc {0}")),
        ([.. "PK\x03\x04"u8], Compressed("a zip archive", "unzip -p {0}")),
        ([.. "PK\x05\x06"u8], Compressed("an empty zip archive", "unzip -p {0}")),
        ([.. "7z"u8, 0xBC, 0xAF, 0x27, 0x1C], Compressed("a 7z archive", "7z x -so {0}")),
        ([.. "BZh"u8], Compressed("a bzip2 file", "bzip2 -dc {0}")),
        ([.. "GMBU"u8], new("a Microsoft Network Monitor capture", Editcap)),
        ([.. "RTSS"u8], new("a Microsoft Network Monitor capture", Editcap)),
        ([.. "TRSNIFF data    \x1A"u8], new("a Sniffer capture", Editcap)),
        ([.. "XCP\0"u8], new("a Sniffer capture for Windows (NetXRay)", Editcap)),
        ([0x7F, .. "ver"u8], new("an OmniPeek capture", Editcap)),
        ([.. "ObserverPktBuffe"u8], new("a Network Instruments Observer capture", Editcap)),
        ([.. "iptrace "u8], new("an AIX iptrace capture", Editcap)),
        ([0x05, .. "VNF"u8], new("a Visual Networks capture", Editcap)),
        ([0xAA, 0xAA, 0xAA, 0xAA], new("a 5Views capture", Editcap)),
        ([0x00, 0x00, 0x02, 0x00, 0x12, 0x05, 0x00, 0x10], new("a Tektronix K12 capture", Editcap)),
    ];

    private static readonly ForeignFormat Erf = new("an ERF capture", "editcap -T ether {0} {0}.pcapng"); // Else the link type is ERF.
    private static readonly ForeignFormat Etl = new("an ETL trace of Windows", "etl2pcapng {0} {0}.pcapng");

    private readonly string _command;

    private ForeignFormat(string name, string command, bool isCompressed = false) =>
        (Name, _command, IsCompressed) = (name, command, isCompressed);

    /// <summary>The format, with its article: <c>an xz file</c>.</summary>
    public string Name { get; }

    /// <summary>Whether the file contains another file, which may be anything.</summary>
    public bool IsCompressed { get; }

    /// <summary>Recognizes the format of a file; <c>null</c> if it is unknown.</summary>
    /// <param name="start">The file's first bytes. A few hundred are enough; for ERF, the first two records.</param>
    public static ForeignFormat? Recognize(ReadOnlySpan<byte> start)
    {
        foreach ((byte[] magic, ForeignFormat format) in ByMagic)
        {
            if (start.StartsWith(magic)) return format;
        }

        return IsEtl(start) ? Etl : IsErf(start) ? Erf : null;
    }

    /// <summary>The command that converts the file: to standard output if <see cref="IsCompressed"/>, otherwise to a file.</summary>
    public string CommandFor(string path) => string.Format(CultureInfo.InvariantCulture, _command, ShellWord.Quote(path));

    private static ForeignFormat Compressed(string name, string command) => new(name, command, isCompressed: true);

    /// <summary>
    /// Recognizes WMI_BUFFER_HEADER of 72 bytes, which begins with the buffer's size, then the system header's version, its type, and its
    /// marker 0xC0.
    /// </summary>
    private static bool IsEtl(ReadOnlySpan<byte> start)
    {
        const int HeaderSize = 0x48, Kilobyte = 1024, MaxBuffer = 16 << 20;
        if (start.Length < HeaderSize + 4) return false;
        uint size = BinaryPrimitives.ReadUInt32LittleEndian(start);
        return size is >= Kilobyte and <= MaxBuffer && size % Kilobyte == 0 && start[HeaderSize..] is [_, 0, 1 or 2, 0xC0, ..];
    }

    /// <summary>
    /// Recognizes ERF, which has no magic number: two consecutive records, at plausible times close to each other, or one that is the whole
    /// file.
    /// </summary>
    private static bool IsErf(ReadOnlySpan<byte> start)
    {
        const uint Day = 86400;
        if (!TryReadErf(start, out int length, out uint first) || length > start.Length) return false;
        return length == start.Length || (TryReadErf(start[length..], out _, out uint second) && second - first + Day < 2 * Day);
    }

    /// <summary>
    /// Reads a record header: time 8 (little-endian, seconds in the upper half), type 1, flags 1, record length 2 (big-endian), losses 2,
    /// length on the wire 2.
    /// </summary>
    private static bool TryReadErf(ReadOnlySpan<byte> record, out int length, out uint seconds)
    {
        const int HeaderSize = 16, LastType = 48;
        const uint Year1990 = 631_152_000;
        (length, seconds) = (0, 0);
        if (record.Length < HeaderSize) return false;
        seconds = BinaryPrimitives.ReadUInt32LittleEndian(record[4..]);
        length = BinaryPrimitives.ReadUInt16BigEndian(record[10..]);
        return seconds >= Year1990 && (record[8] & 0x7F) is > 0 and <= LastType && length >= HeaderSize;
    }
}
