namespace TlsDissect.Protocol;

/// <summary>Quotes file names in the commands that messages suggest.</summary>
internal static class ShellWord
{
    /// <summary>Returns the name as one word for a POSIX shell.</summary>
    public static string Quote(string name) =>
        name.All(c => char.IsAsciiLetterOrDigit(c) || "/._-+,:@%=".Contains(c, StringComparison.Ordinal))
            ? name
            : $"'{name.Replace("'", @"'\''", StringComparison.Ordinal)}'";
}
