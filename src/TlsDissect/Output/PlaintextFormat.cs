using System.Globalization;
using System.Text;

namespace TlsDissect.Output;

/// <summary>Plaintext for a person: as text where it is text, else as a hex dump.</summary>
internal static class PlaintextFormat
{
    private const int BytesPerLine = 16;

    /// <summary>
    /// Whether nearly all of it can be printed. Bytes beyond ASCII count as printable where they are UTF-8.
    /// </summary>
    public static bool IsText(ReadOnlySpan<byte> data)
    {
        int printable = 0;
        ReadOnlySpan<byte> rest = data;
        while (!rest.IsEmpty)
        {
            if (Rune.DecodeFromUtf8(rest, out Rune rune, out int taken) == System.Buffers.OperationStatus.Done && (!Rune.IsControl(rune) || rune.Value is '\t' or '\n' or '\r' or '\f'))
                printable += taken;
            rest = rest[taken..];
        }

        return printable >= data.Length - data.Length / 20;
    }

    /// <summary>Line by line, with control characters escaped.</summary>
    public static void WriteText(TextWriter output, ReadOnlySpan<byte> data, string indent)
    {
        foreach (ReadOnlySpan<char> line in Encoding.UTF8.GetString(data).AsSpan().EnumerateLines())
        {
            output.Write(indent);
            output.WriteLine(WireText.EscapeLine(line));
        }
    }

    /// <summary>Offset, sixteen bytes, and what of them is ASCII.</summary>
    public static void WriteHex(TextWriter output, ReadOnlySpan<byte> data, string indent, long firstOffset = 0)
    {
        Span<char> line = stackalloc char[BytesPerLine * 4 + 8];
        for (int at = 0; at < data.Length; at += BytesPerLine)
        {
            ReadOnlySpan<byte> row = data.Slice(at, Math.Min(BytesPerLine, data.Length - at));
            line.Fill(' ');
            for (int i = 0; i < row.Length; i++)
            {
                int column = i * 3 + (i >= 8 ? 1 : 0);
                row[i].TryFormat(line[column..], out _, "x2", CultureInfo.InvariantCulture);
                line[BytesPerLine * 3 + 3 + i] = row[i] is >= 0x20 and < 0x7f ? (char)row[i] : '.';
            }

            output.Write(indent);
            output.Write((firstOffset + at).ToString("x8", CultureInfo.InvariantCulture));
            output.Write("  ");
            output.WriteLine(line[..(BytesPerLine * 3 + 3 + row.Length)]);
        }
    }
}
