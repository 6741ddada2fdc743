using System.CommandLine;
using System.CommandLine.Parsing;
using System.Security.Cryptography;
using System.Text;
using TlsDissect.Cli.Options;

namespace TlsDissect.Cli.Scan;

/// <summary>Hashes the options that rows depend on, so that rows can say whether two runs had the same.</summary>
internal static class OptionDigest
{
    /// <summary>Options that choose captures, places and speed, not what a row has. Keys have a hash of their own.</summary>
    private static readonly HashSet<string> Excluded =
    [
        "--again", "--dh-key", "--fail-on", "--format", "--jobs", "--key", "--key-password-file", "--keylog", "--of", "--out", "--part",
        "--psk", "--psk-file", "--quiet", "--replace", "--secrets-out", "--watch", "-n",
    ];

    /// <summary>Options whose values may be files and folders.</summary>
    private static readonly HashSet<string> Files = ["--ca", "--policy"];

    /// <summary>The hash in hex. Of files that options name, the content counts.</summary>
    public static string Of(ParseResult parsed)
    {
        StringBuilder all = new();
        foreach (OptionResult option in parsed.CommandResult.Children.OfType<OptionResult>()
            .Where(option => !option.Implicit && !Excluded.Contains(option.Option.Name))
            .OrderBy(option => option.Option.Name, StringComparer.Ordinal))
        {
            all.Append(option.Option.Name).Append('\n');
            bool namesFiles = Files.Contains(option.Option.Name);
            foreach (string value in option.Tokens.Select(token => token.Value))
            {
                IEnumerable<string> parts = namesFiles ? ServerKeyFiles.Expand([value]).Select(Content) : [value];
                foreach (string part in parts) all.Append(part).Append('\0');
            }
        }

        return ShortHash.Of(all.ToString());
    }

    private static string Content(string path)
    {
        try
        {
            return File.Exists(path) ? Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(path))) : path;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The option that reads the file reports it.
            return path;
        }
    }
}
