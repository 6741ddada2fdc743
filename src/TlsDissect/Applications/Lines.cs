using System.Text;

namespace TlsDissect.Applications;

/// <summary>Looks at protocols of text lines.</summary>
internal static class Lines
{
    /// <summary>The first line without its end; all bytes if it does not end. Empty if it has control characters.</summary>
    public static ReadOnlySpan<byte> First(ReadOnlySpan<byte> data, out bool isWhole)
    {
        int end = data.IndexOf((byte)'\n');
        isWhole = end >= 0;
        ReadOnlySpan<byte> line = isWhole ? data[..end] : data;
        if (isWhole && line.EndsWith("\r"u8)) line = line[..^1];
        return IsText(line) ? line : [];
    }

    /// <inheritdoc cref="First(ReadOnlySpan{byte}, out bool)"/>
    public static ReadOnlySpan<byte> First(ReadOnlySpan<byte> data) => First(data, out _);

    /// <summary>Whether bytes have no control characters but tabs. A line without end may have its carriage return.</summary>
    public static bool IsText(ReadOnlySpan<byte> bytes)
    {
        foreach (byte one in bytes)
        {
            if (one is (< 0x20 and not ((byte)'\t' or (byte)'\r')) or 0x7f) return false;
        }

        return true;
    }

    /// <summary>Whether the first line is one of these commands, in letters of any case, alone or with arguments.</summary>
    /// <param name="data">The first bytes of a side.</param>
    /// <param name="commands">In upper case.</param>
    public static bool HasCommand(ReadOnlySpan<byte> data, params ReadOnlySpan<string> commands)
    {
        ReadOnlySpan<byte> line = First(data, out bool isWhole);
        foreach (string command in commands)
        {
            if (line.Length < command.Length || !Ascii.EqualsIgnoreCase(line[..command.Length], command)) continue;
            if (line.Length > command.Length ? line[command.Length] == ' ' : isWhole) return true;
        }

        return false;
    }

    /// <summary>Whether the first line is a reply with such a code (RFC 5321 §4.2): a blank or a hyphen follows it.</summary>
    public static bool HasReply(ReadOnlySpan<byte> data, ReadOnlySpan<byte> code)
    {
        ReadOnlySpan<byte> line = First(data);
        return line.Length > code.Length && line.StartsWith(code) && line[code.Length] is (byte)' ' or (byte)'-';
    }

    /// <summary>Whether the first line is a reply with any code: three digits, the first from 1 to 5.</summary>
    public static bool HasReply(ReadOnlySpan<byte> data)
    {
        ReadOnlySpan<byte> line = First(data);
        return line.Length >= 4 && line[0] is >= (byte)'1' and <= (byte)'5' && AreDigits(line.Slice(1, 2)) &&
            line[3] is (byte)' ' or (byte)'-';
    }

    /// <summary>Whether all bytes are digits, and there is one.</summary>
    public static bool AreDigits(ReadOnlySpan<byte> bytes) => !bytes.IsEmpty && !bytes.ContainsAnyExceptInRange((byte)'0', (byte)'9');

    /// <summary>Whether a text occurs, in letters of any case.</summary>
    public static bool Contains(ReadOnlySpan<byte> data, string text)
    {
        for (int at = 0; at + text.Length <= data.Length; at++)
        {
            if (Ascii.EqualsIgnoreCase(data.Slice(at, text.Length), text)) return true;
        }

        return false;
    }

    /// <summary>Takes a decimal number of at most nine digits, and what follows it.</summary>
    /// <returns>Whether <paramref name="data"/> begins with a number and <paramref name="after"/>.</returns>
    public static bool TryNumber(ref ReadOnlySpan<byte> data, ReadOnlySpan<byte> after, out int number)
    {
        number = 0;
        int digits = data.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        if (digits is < 1 or > 9 || !data[digits..].StartsWith(after)) return false;
        foreach (byte digit in data[..digits]) number = number * 10 + digit - '0';
        data = data[(digits + after.Length)..];
        return true;
    }
}
