using System.Globalization;

namespace TlsDissect.Output.Text;

/// <summary>Counted things in words.</summary>
internal static class Plural
{
    /// <summary><c>1 byte</c>, <c>2,048 bytes</c>.</summary>
    public static string Of(long count, string what) =>
        $"{count.ToString("N0", CultureInfo.InvariantCulture)} {what}{(count == 1 ? "" : "s")}";
}
