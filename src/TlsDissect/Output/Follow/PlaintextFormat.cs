using System.Globalization;

namespace TlsDissect.Output.Follow;

/// <summary>A hex dump of plaintext.</summary>
internal static class PlaintextFormat
{
    private const string HexDigits = "0123456789abcdef";
    private const int BytesPerLine = 16;

    /// <summary>Eight digits and two blanks; beyond 4 GiB the digits take the blanks.</summary>
    private const int OffsetLength = 10;

    /// <summary>Two digits and a blank a byte, one blank in the middle and two at the end.</summary>
    private const int HexLength = BytesPerLine * 3 + 3;

    /// <summary>Offset, sixteen bytes, and what of them is ASCII.</summary>
    public static void WriteHex(TextWriter output, ReadOnlySpan<byte> data, string indent, long firstOffset = 0)
    {
        Span<char> line = stackalloc char[OffsetLength + HexLength + BytesPerLine];
        for (int at = 0; at < data.Length; at += BytesPerLine)
        {
            ReadOnlySpan<byte> row = data.Slice(at, Math.Min(BytesPerLine, data.Length - at));
            line.Fill(' ');
            (firstOffset + at).TryFormat(line, out _, "x8", CultureInfo.InvariantCulture);
            Span<char> hex = line.Slice(OffsetLength, HexLength);
            Span<char> ascii = line[(OffsetLength + HexLength)..];
            for (int i = 0; i < row.Length; i++)
            {
                int column = i * 3 + (i >= BytesPerLine / 2 ? 1 : 0);
                (hex[column], hex[column + 1]) = (HexDigits[row[i] >> 4], HexDigits[row[i] & 15]);
                ascii[i] = row[i] is >= 0x20 and < 0x7f ? (char)row[i] : '.';
            }

            output.Write(indent);
            output.WriteLine(line[..(OffsetLength + HexLength + row.Length)]);
        }
    }
}
