using System.Text;
using TlsDissect.Output;

namespace TlsDissect.Cli.Terminal;

/// <summary>
/// Sets the console of Windows to UTF-8 while the program runs, and decides whether standard output shows UTF-8. Results are always written
/// as UTF-8; where it is not shown, arrows and rules are ASCII.
/// </summary>
internal sealed class OutputEncoding : IDisposable
{
    /// <summary>The console's previous encoding, restored at the end; <c>null</c> if it was not changed.</summary>
    private readonly Encoding? _before;

    private OutputEncoding(Encoding? before) => _before = before;

    /// <summary>Whether standard output shows UTF-8.</summary>
    public static bool IsUtf8 => OperatingSystem.IsWindows()
        ? Console.OutputEncoding.CodePage == Encoding.UTF8.CodePage
        : IsUtf8Locale(Environment.GetEnvironmentVariable("LC_ALL"), Environment.GetEnvironmentVariable("LC_CTYPE"),
            Environment.GetEnvironmentVariable("LANG"));

    /// <summary>Arrows and rules that standard output can show.</summary>
    public static TextGlyphs Glyphs => IsUtf8 ? TextGlyphs.Unicode : TextGlyphs.Ascii;

    /// <summary>Sets the encoding of the console, if there is one.</summary>
    public static OutputEncoding Use()
    {
        // Another program reads a redirected output. PowerShell decodes it with the console's encoding.
        if (!OperatingSystem.IsWindows() || Console.IsOutputRedirected || Console.OutputEncoding.CodePage == Encoding.UTF8.CodePage)
            return new OutputEncoding(null);
        Encoding before = Console.OutputEncoding;
        try
        {
            Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
            return new OutputEncoding(before);
        }
        catch (Exception e) when (e is IOException or System.Security.SecurityException)
        {
            // The console keeps its encoding, and arrows are ASCII.
            return new OutputEncoding(null);
        }
    }

    public void Dispose()
    {
        if (_before is null) return;
        try
        {
            Console.OutputEncoding = _before;
        }
        catch (IOException)
        {
            // The window was closed.
        }
    }

    /// <summary>Whether a POSIX locale uses UTF-8. If no variable is set, UTF-8 is assumed.</summary>
    /// <param name="all">The variable <c>LC_ALL</c>.</param>
    /// <param name="type">The variable <c>LC_CTYPE</c>.</param>
    /// <param name="language">The variable <c>LANG</c>.</param>
    internal static bool IsUtf8Locale(string? all, string? type, string? language)
    {
        // The first that is set and not empty counts (POSIX.1-2024, 8.2). .NET takes C for UTF-8, and asks LC_MESSAGES instead of LC_CTYPE.
        string? locale = new[] { all, type, language }.FirstOrDefault(value => !string.IsNullOrEmpty(value));
        if (locale is null) return true;
        if (locale is "C" or "POSIX") return false;
        // language_TERRITORY.charset@modifier; macOS has the charset alone. Without a charset it is unknown, and UTF-8 is likely.
        int dot = locale.IndexOf('.', StringComparison.Ordinal);
        if (dot < 0) return true;
        string charset = locale[(dot + 1)..].Split('@')[0];
        return charset.Replace("-", "", StringComparison.Ordinal).Equals("utf8", StringComparison.OrdinalIgnoreCase);
    }
}
