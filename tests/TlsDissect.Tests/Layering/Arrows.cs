using System.Text.RegularExpressions;

namespace TlsDissect.Tests.Layering;

/// <summary>
/// The arrows of the architecture, as data: <c>Protocol &lt; Tcp &lt; Transport.Udp &lt; Records &lt; {Decryption, Handshake &lt; Keys} &lt; Connections &lt; Output</c> inside the
/// library, and which project may know which other and which package.
/// </summary>
internal static partial class Arrows
{
    /// <summary>What each folder of the library, or sub-folder where it has a row of its own, may use of the others.</summary>
    private static readonly Dictionary<string, string[]> Below = new()
    {
        ["Protocol"] = [],
        ["Tcp"] = ["Protocol"],
        ["Transport.Udp"] = ["Protocol", "Tcp"],
        ["Records"] = ["Protocol", "Tcp", "Transport.Udp"],
        ["Decryption"] = ["Protocol", "Tcp", "Transport.Udp", "Records"],
        ["Handshake"] = ["Protocol", "Tcp", "Transport.Udp", "Records"],
        ["Keys"] = ["Protocol", "Tcp", "Transport.Udp", "Records", "Decryption", "Handshake"],
        ["Connections"] = ["Protocol", "Tcp", "Transport.Udp", "Records", "Decryption", "Handshake", "Keys"],
        ["Output"] = ["Protocol", "Tcp", "Transport.Udp", "Records", "Decryption", "Handshake", "Keys", "Connections"],
    };

    /// <summary>Namespaces outside this repository that a project must not name, and why not there.</summary>
    private static readonly Dictionary<string, string[]> Forbidden = new()
    {
        ["TlsDissect"] = ["SharpPcap", "PacketDotNet", "System.Net.Sockets", "System.CommandLine", "Spectre", "System.Console", "Console", "TlsDissect.Capture", "TlsDissect.Cli"],
        ["TlsDissect.Capture"] = ["System.CommandLine", "Spectre", "System.Console", "Console", "TlsDissect.Cli", "Org.BouncyCastle",
            "TlsDissect.Records", "TlsDissect.Decryption", "TlsDissect.Handshake", "TlsDissect.Keys", "TlsDissect.Connections", "TlsDissect.Output"],
        ["TlsDissect.Cli"] = ["SharpPcap", "PacketDotNet", "Org.BouncyCastle"],
    };

    /// <summary>What is wrong with one source file; nothing where nothing is.</summary>
    /// <param name="path">Relative to src/, with slashes.</param>
    /// <param name="source">Its text.</param>
    public static IEnumerable<string> Wrong(string path, string source)
    {
        string[] parts = path.Split('/');
        string project = parts[0];
        if (!Forbidden.TryGetValue(project, out string[]? forbidden))
        {
            yield return $"{path}: project {project} is not in the architecture";
            yield break;
        }

        string code = WithoutComments(source);
        // Standard input is a capture source like a file; what is printed is the program's matter.
        if (project == "TlsDissect.Capture") code = code.Replace("Console.OpenStandardInput()", "", StringComparison.Ordinal);
        string[] names = [.. Using().Matches(code).Concat(Qualified().Matches(code)).Select(match => match.Groups["name"].Value).Distinct()];
        foreach (string name in names.Where(name => forbidden.Any(prefix => IsUnder(name, prefix)))) yield return $"{path}: {project} must not use {name}";
        if (project != "TlsDissect") yield break;

        if (parts.Length < 3)
        {
            yield return $"{path}: belongs in a folder";
            yield break;
        }

        if (FolderOf(string.Join('.', parts[..^1])) is not string folder)
        {
            yield return $"{path}: folder {parts[1]} is not in the architecture, or not all of it";
            yield break;
        }

        string[] below = Below[folder];

        string expected = $"namespace {string.Join('.', parts[..^1])};";
        if (!code.Contains(expected, StringComparison.Ordinal)) yield return $"{path}: {expected} is missing";
        foreach (string name in names.Where(name => IsUnder(name, "TlsDissect") && name.Contains('.')))
        {
            string? used = FolderOf(name);
            if (used is null || (used != folder && !below.Contains(used))) yield return $"{path}: {folder} must not use {name}";
        }

        // Below their common namespace folders see each other without a using line.
        foreach (string other in Below.Keys.Where(other => other != folder && !below.Contains(other)))
        {
            if (Regex.IsMatch(code, $@"(?<![\w.]){Regex.Escape(other)}\.[A-Z]\w*\b(?!\s*\?\?=)") && !Regex.IsMatch(code, $@"\b{other} {{ (get|init)|\b{other} =>|\(?\w+\[?\]? {other}\b"))
                yield return $"{path}: {folder} must not use {other}";
        }
    }

    /// <summary>The row of <see cref="Below"/> that a namespace or a name in it belongs to.</summary>
    private static string? FolderOf(string name) => Below.Keys.FirstOrDefault(folder => IsUnder(name, $"TlsDissect.{folder}"));

    private static bool IsUnder(string name, string prefix) => name == prefix || name.StartsWith(prefix + ".", StringComparison.Ordinal);

    private static string WithoutComments(string source) => Comment().Replace(source, "");

    [GeneratedRegex(@"//[^\n]*|/\*.*?\*/", RegexOptions.Singleline)]
    private static partial Regex Comment();

    [GeneratedRegex(@"^\s*(global\s+)?using\s+(static\s+)?(\w+\s*=\s*)?(global::)?(?<name>[\w.]+)\s*;", RegexOptions.Multiline)]
    private static partial Regex Using();

    /// <summary>Names that need no using line: those of the projects in full, and the console, which is imported everywhere.</summary>
    [GeneratedRegex(@"(?<![\w.])(global::)?(?<name>(TlsDissect\.(Capture|Cli|Protocol|Tcp|Transport\.Udp|Records|Decryption|Handshake|Keys|Connections|Output)|SharpPcap|PacketDotNet|Spectre|Org\.BouncyCastle|System\.Net\.Sockets|System\.CommandLine|System\.Console|Console)\b)(?=\.)")]
    private static partial Regex Qualified();
}
