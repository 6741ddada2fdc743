namespace TlsDissect.Protocol;

/// <summary>File names in the commands that messages advise.</summary>
internal static class ShellWord
{
    /// <summary>The name as one word for a POSIX shell.</summary>
    public static string Quote(string name) =>
        name.All(c => char.IsAsciiLetterOrDigit(c) || "/._-+,:@%=".Contains(c, StringComparison.Ordinal)) ? name : $"'{name.Replace("'", @"'\''", StringComparison.Ordinal)}'";
}
