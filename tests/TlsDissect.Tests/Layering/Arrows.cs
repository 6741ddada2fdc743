using System.Text.RegularExpressions;

namespace TlsDissect.Tests.Layering;

/// <summary>
/// The arrows of the architecture, as data: inside the library <c>Protocol &lt; Transport &lt; {Decryption, Messages, Keys} &lt; the root's
/// vocabulary &lt; Records &lt; {Secrets, Handshakes, Resting, Prefaces} &lt; Connections &lt; Ssl2 &lt; TlsDissector &lt; Findings
/// &lt; Output</c>, sub-folders too, and which project may know which other and which package.
/// </summary>
internal static partial class Arrows
{
    /// <summary>
    /// The folders of the library, in groups: a folder may use those of the groups before its own. Empty is the library's own folder,
    /// without its front door.
    /// </summary>
    private static readonly string[][] Groups =
    [
        ["Protocol"],
        ["Transport"],
        ["Transport/Tcp", "Transport/Udp"],
        ["Applications", "Decryption", "Messages/Extensions"],
        ["Decryption/Quic"],
        ["Messages/Certificates"],
        ["Messages"],
        ["Messages/Fingerprints", "Messages/Fields"],
        ["Keys"],
        ["Keys/Index"],
        [""],
        ["Records/Framings", "Records/Quic"],
        ["Records"],
        ["Records/Resynchronization", "Records/Dtls"],
        ["Secrets", "Handshakes", "Resting", "Prefaces"],
        ["Connections"],
        ["Connections/Datagrams"],
        ["Connections/Quic"],
        ["Ssl2"],
        [FrontDoor],
        ["Findings/Chains"],
        ["Findings/Rules"],
        ["Findings/Protocol", "Findings/Certificates", "Findings/Behaviour", "Findings/Policies"],
        ["Findings/Earlier"],
        ["Findings"],
        ["Output"],
        ["Output/Json"],
        ["Output/Fields"],
        ["Output/Tables"],
        ["Output/Follow", "Output/Export"],
        ["Output/Text/Lessons"],
        ["Output/Text"],
        ["Output/Conversations"],
        ["Output/Statistics"],
        ["Output/Report"],
    ];

    private const string FrontDoor = "TlsDissector.cs";

    /// <summary>Namespaces outside this repository that a project must not name, and why not there.</summary>
    private static readonly Dictionary<string, string[]> Forbidden = new()
    {
        ["TlsDissect"] = ["SharpPcap", "PacketDotNet", "System.Net.Sockets", "System.CommandLine", "Spectre", "System.Console", "Console",
            "TlsDissect.Capture", "TlsDissect.Cli"],
        ["TlsDissect.Capture"] = ["System.CommandLine", "Spectre", "System.Console", "Console", "TlsDissect.Cli", "Org.BouncyCastle",
            "TlsDissect.Records", "TlsDissect.Decryption", "TlsDissect.Messages", "TlsDissect.Secrets", "TlsDissect.Handshakes",
            "TlsDissect.Connections", "TlsDissect.Output"],
        ["TlsDissect.Cli"] = ["SharpPcap", "PacketDotNet", "Org.BouncyCastle"],
    };

    /// <summary>The violations in one source file; empty if there are none.</summary>
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
        string[] names =
            [.. Using().Matches(code).Concat(Qualified().Matches(code)).Select(match => match.Groups["name"].Value).Distinct()];
        foreach (string name in names.Where(name => forbidden.Any(prefix => IsUnder(name, prefix))))
            yield return $"{path}: {project} must not use {name}";
        if (project != "TlsDissect") yield break;

        string folder = string.Join('/', parts[1..^1]);
        if (!Groups.Any(group => group.Contains(folder))) yield return $"{path}: folder {folder} is not in the architecture";
        string expected = $"namespace {string.Join('.', parts[..^1])};";
        if (!code.Contains(expected, StringComparison.Ordinal)) yield return $"{path}: {expected} is missing";
    }

    /// <summary>The arrows that go the wrong way: which type uses which.</summary>
    public static IEnumerable<string> Wrong(SourceGraph graph)
    {
        Dictionary<string, TypeNode> types = graph.Types.ToDictionary(type => type.Name);
        foreach (TypeNode user in types.Values)
        {
            foreach (string used in user.Uses)
            {
                if (!MayUse(FolderOf(user), FolderOf(types[used]))) yield return $"{user.Name} must not use {used}";
            }
        }
    }

    private static bool MayUse(string user, string used) => user == used || GroupOf(used) < GroupOf(user);

    private static int GroupOf(string folder) => Array.FindIndex(Groups, group => group.Contains(folder));

    private static string FolderOf(TypeNode type) =>
        type.Files[0] == FrontDoor ? FrontDoor : Path.GetDirectoryName(type.Files[0])!.Replace('\\', '/');

    private static bool IsUnder(string name, string prefix) => name == prefix || name.StartsWith(prefix + ".", StringComparison.Ordinal);

    private static string WithoutComments(string source) => Comment().Replace(source, "");

    [GeneratedRegex(@"//[^\n]*|/\*.*?\*/", RegexOptions.Singleline)]
    private static partial Regex Comment();

    [GeneratedRegex(@"^\s*(global\s+)?using\s+(static\s+)?(\w+\s*=\s*)?(global::)?(?<name>[\w.]+)\s*;", RegexOptions.Multiline)]
    private static partial Regex Using();

    /// <summary>Names that need no using line: those of the projects in full, and the console, which is imported everywhere.</summary>
    [GeneratedRegex(@"(?<![\w.])(global::)?(?<name>(" +
        @"TlsDissect\.(Capture|Cli|Protocol|Transport|Records|Decryption|Messages|Keys|Secrets|Handshakes|Connections|Findings|Output)|" +
        @"SharpPcap|PacketDotNet|Spectre|Org\.BouncyCastle|System\.Net\.Sockets|System\.CommandLine|System\.Console|Console)\b)(?=\.)")]
    private static partial Regex Qualified();
}
