using System.Security.Cryptography;
using System.Text;

namespace TlsDissect.Output.Report;

/// <summary>
/// The page around the data: a template, one style and one script. Its policy allows these two, by their hashes, and nothing else: no other
/// script, no load from anywhere, no HTML made from text. The icon is an empty <c>data:</c> URL, so that no browser asks a server for one.
/// </summary>
internal static class ReportPage
{
    private static readonly string Template = Read("report.html");
    private static readonly string Style = Read("report.css");
    private static readonly string Script = string.Join('\n', ScriptNames().Select(Read));

    /// <summary>The value of Content-Security-Policy.</summary>
    public static string Policy { get; } =
        $"default-src 'none'; script-src '{HashOf(Script)}'; style-src '{HashOf(Style)}'; img-src data:; " +
        "base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

    /// <summary>Writes the page.</summary>
    /// <param name="output">Receives it, in UTF-8.</param>
    /// <param name="parts">Write what stands for <c>{{name}}</c>. They escape it.</param>
    public static void Write(Stream output, IReadOnlyDictionary<string, Action<Stream>> parts)
    {
        ReadOnlySpan<char> rest = Template;
        for (int start; (start = rest.IndexOf("{{")) >= 0;)
        {
            Write(output, rest[..start]);
            int end = rest.IndexOf("}}");
            string name = rest[(start + 2)..end].ToString();
            rest = rest[(end + 2)..];
            switch (name)
            {
                case "csp": Write(output, Policy); break;
                case "style": Write(output, Style); break;
                case "script": Write(output, Script); break;
                default: parts[name](output); break;
            }
        }

        Write(output, rest);
    }

    /// <summary>Writes text as UTF-8.</summary>
    public static void Write(Stream output, ReadOnlySpan<char> text)
    {
        byte[] bytes = new byte[Encoding.UTF8.GetByteCount(text)];
        Encoding.UTF8.GetBytes(text, bytes);
        output.Write(bytes);
    }

    /// <summary>The script's parts. The number before a name gives its place.</summary>
    private static IEnumerable<string> ScriptNames() =>
        typeof(ReportPage).Assembly.GetManifestResourceNames().Where(name => name.EndsWith(".js", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);

    private static string HashOf(string text) => $"sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}";

    /// <summary>Reads an embedded file. Browsers read CR LF as LF before they hash.</summary>
    private static string Read(string name)
    {
        using StreamReader reader = new(typeof(ReportPage).Assembly.GetManifestResourceStream(name)!, Encoding.UTF8);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
