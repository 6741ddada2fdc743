namespace TlsDissect.Output.Text;

/// <summary>The colours of text output as terminal sequences; all empty where there are none.</summary>
/// <param name="Title">A connection's first line.</param>
/// <param name="Client">What the client sends.</param>
/// <param name="Server">What the server sends.</param>
/// <param name="Good">Verified, decrypted.</param>
/// <param name="Bad">Wrong, refused, not decrypted.</param>
/// <param name="Faint">Numbers, times, explanations.</param>
/// <param name="Reset">Back to normal.</param>
internal sealed record TextPalette(string Title, string Client, string Server, string Good, string Bad, string Faint, string Reset)
{
    /// <summary>No colours.</summary>
    public static TextPalette None { get; } = new("", "", "", "", "", "", "");

    /// <summary>The sixteen colours that every terminal has.</summary>
    public static TextPalette Ansi { get; } = new("\x1b[1m", "\x1b[36m", "\x1b[33m", "\x1b[32m", "\x1b[31m", "\x1b[2m", "\x1b[0m");
}
