using System.Globalization;

namespace TlsDissect.Tests.Registries;

/// <summary>A registry of this folder: <c>tests/tools/registries.py</c> compares the files with the programs of a machine.</summary>
internal static class Registry
{
    private static string Folder { get; } = Path.Combine(Repository.Root, "tests", "TlsDissect.Tests", "Registries");

    /// <summary>The names of all files, without an ending.</summary>
    public static string[] Names =>
        [.. Directory.GetFiles(Folder, "*.tsv").Select(path => Path.GetFileNameWithoutExtension(path)!).Order(StringComparer.Ordinal)];

    /// <summary>The rows of a file.</summary>
    public static RegistryRow[] Read(string name) =>
        [.. File.ReadLines(Path.Combine(Folder, $"{name}.tsv")).Where(line => !line.StartsWith('#')).Select(line => Row(name, line))];

    /// <summary>The lines of a file before its rows, without their sign.</summary>
    public static string[] Head(string name) =>
        [.. File.ReadLines(Path.Combine(Folder, $"{name}.tsv")).TakeWhile(line => line.StartsWith('#')).Select(line => line[2..])];

    private static RegistryRow Row(string name, string line)
    {
        string[] cells = line.Split('\t');
        string At(int index) => index < cells.Length ? cells[index] : "";
        ulong number = cells[0].StartsWith("0x", StringComparison.Ordinal)
            ? ulong.Parse(cells[0][2..], NumberStyles.HexNumber, CultureInfo.InvariantCulture)
            : ulong.Parse(cells[0], CultureInfo.InvariantCulture);
        bool hasMessages = name == "extension-types";
        return new RegistryRow(number, At(1), At(2), hasMessages ? At(3).Split(' ') : [], At(hasMessages ? 4 : 3));
    }
}

/// <summary>A row of a registry.</summary>
/// <param name="Number">The number.</param>
/// <param name="Name">The registered name.</param>
/// <param name="Sources">Who knows it, each with its own name if that is another one.</param>
/// <param name="Messages">Of an extension, the messages that may have it: CH, SH, HRR, EE, CT, CR, NST.</param>
/// <param name="Remark">A remark, such as the draft of a number that is not registered.</param>
internal sealed record RegistryRow(ulong Number, string Name, string Sources, string[] Messages, string Remark);
