using System.Globalization;
using System.Security.Cryptography;
using TlsDissect.Messages.Fields;

namespace TlsDissect.Output.Text;

/// <summary>
/// The tree of a message's fields as lines: a name and a value, or a name above the fields in it. Text from the wire is escaped. Long bytes
/// are cut where the line ends.
/// </summary>
/// <param name="width">Columns that a line may have; 0 for no limit.</param>
internal sealed class FieldTreeText(int width)
{
    /// <summary>Bytes that are always written whole, such as a random.</summary>
    private const int MostWhole = 32;

    /// <summary>Columns of hex where lines have no limit.</summary>
    private const int MostHex = 128;

    private const int Indent = 2;

    /// <summary>The lines of a message's fields, each with its indent.</summary>
    public IEnumerable<(int Indent, string Text)> Of(MessageField message) => Inside(message, 0);

    private IEnumerable<(int Indent, string Text)> Of(MessageField field, int indent)
    {
        if (AsExtension(field) is (string title, MessageField data)) return Titled(title, data, indent);
        return Titled(field.Name, field, indent);
    }

    private IEnumerable<(int Indent, string Text)> Titled(string title, MessageField field, int indent)
    {
        string? value = OnOneLine(field, indent + title.Length + 2);
        if (value is not null && field.Malformed is not null) value += $"; malformed: {WireText.EscapeMessage(field.Malformed)}";
        if (value is not null) return [(indent, $"{title}: {value}")];
        return Inside(field, indent + Indent).Prepend((indent, $"{title}:"));
    }

    /// <summary>The fields of a structure or elements of a list, and the error in it.</summary>
    private IEnumerable<(int Indent, string Text)> Inside(MessageField field, int indent)
    {
        foreach (MessageField child in field.Children)
        {
            foreach ((int Indent, string Text) line in Of(child, indent)) yield return line;
        }

        if (field.Malformed is not null) yield return (indent, $"malformed: {WireText.EscapeMessage(field.Malformed)}");
    }

    /// <summary>The value of a field that has no structure; <c>null</c> for others.</summary>
    private string? OnOneLine(MessageField field, int column) => field.Kind switch
    {
        MessageFieldKind.Number => Number(field),
        MessageFieldKind.Bytes => Bytes(field, column),
        _ when field.Malformed is not null => null,
        _ when field.Children.IsEmpty => "none",
        MessageFieldKind.List when field.Children.All(child => child.Kind == MessageFieldKind.Number) =>
            string.Join(", ", field.Children.Select(Number)),
        MessageFieldKind.List when field.Children.All(child => child is { Meaning: not null, IsCertificate: false }) =>
            string.Join(", ", field.Children.Select(child => Bytes(child, column))),
        _ => null,
    };

    /// <summary>An extension is told by its type: its title, and its data.</summary>
    private static (string Title, MessageField Data)? AsExtension(MessageField field) =>
        field.Children is [{ Name: "extension_type", Meaning: string type } number, { Name: "extension_data" } data] &&
            field.Malformed is null
            ? ($"{type} ({number.Number})", data)
            : null;

    private static string Number(MessageField field) => field.Meaning switch
    {
        null => field.Number.ToString("N0", CultureInfo.InvariantCulture),
        // The cipher specs of SSL 2.0 are known by their numbers.
        string name when field.Number > ushort.MaxValue => $"{name} (0x{field.Number:x6})",
        string name => name,
    };

    private string Bytes(MessageField field, int column)
    {
        if (field.IsCertificate)
        {
            string subject = field.Meaning is null ? "" : $"{WireText.DistinguishedName(field.Meaning)}, ";
            return $"{subject}{Plural.Of(field.Bytes.Length, "byte")}, SHA-256 " +
                Convert.ToHexStringLower(SHA256.HashData(field.Bytes.Span));
        }

        if (field.Meaning is not null)
            return field.Name == FieldMeanings.DistinguishedName ? WireText.DistinguishedName(field.Meaning) : WireText.Name(field.Meaning);
        return field.Bytes.IsEmpty ? "none" : Hex(field.Bytes.Span, column);
    }

    private string Hex(ReadOnlySpan<byte> bytes, int column)
    {
        string length = $"... ({Plural.Of(bytes.Length, "byte")})";
        int room = width == 0 ? MostHex : Math.Max(width - column, 2 * MostWhole);
        if (bytes.Length <= MostWhole || 2 * bytes.Length <= room) return Convert.ToHexStringLower(bytes);
        return $"{Convert.ToHexStringLower(bytes[..((room - length.Length) / 2)])}{length}";
    }
}
