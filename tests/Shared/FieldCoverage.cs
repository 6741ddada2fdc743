using System.Globalization;
using TlsDissect.Messages.Fields;

namespace TlsDissect.Testing;

/// <summary>Whether the leaves and lengths of a tree of fields are all bytes of a message, each once.</summary>
internal static class FieldCoverage
{
    /// <summary>The first error; empty if every byte of the body is in exactly one leaf or length.</summary>
    public static string Check(MessageField message, int length)
    {
        int[] counts = new int[length];
        Count(message, counts);
        int wrong = Array.FindIndex(counts, count => count != 1);
        return wrong < 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"byte {wrong} of {length} is in {counts[wrong]} fields");
    }

    /// <summary>All fields of a tree.</summary>
    public static IEnumerable<MessageField> All(MessageField field) => field.Children.SelectMany(All).Prepend(field);

    private static void Count(MessageField field, int[] counts)
    {
        if (field.IsDecompressed) return;
        for (int i = 1; i <= field.LengthSize; i++) counts[field.Offset - i]++;
        if (field.Children.IsEmpty)
        {
            for (int i = 0; i < field.Bytes.Length; i++) counts[field.Offset + i]++;
        }

        foreach (MessageField child in field.Children) Count(child, counts);
    }
}
