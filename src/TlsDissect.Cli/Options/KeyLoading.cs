using TlsDissect.Cli.Files;
using TlsDissect.Cli.Runs;
using TlsDissect.Keys;
using TlsDissect.Keys.Index;

namespace TlsDissect.Cli.Options;

/// <summary>Loads all keys before any packet is read, so that problems are reported at once.</summary>
internal static class KeyLoading
{
    private const string PasswordVariable = "TLSDISSECT_KEY_PASSWORD";

    public static KeyRing Load(
        string[] keyFiles, string[] dhKeyFiles, string[] keyLogs, string[] preSharedKeys, string[] preSharedKeyFiles, string? passwordFile,
        int maxLogged = int.MaxValue)
    {
        // Also without keys here: captures may contain secrets, and a live run reads its key logs later.
        ProcessHardening.DisableCoreDumps();
        string? filePassword = passwordFile is null ? null : ReadPassword(passwordFile);
        string? Given() => filePassword ?? Environment.GetEnvironmentVariable(PasswordVariable);
        string Password(string path) => Given() ?? Ask(path) ?? throw Required(path);
        KeyRing keys = new() { MaxLoggedSecrets = maxLogged };
        keys.Add(ServerKeyFiles.Load(keyFiles, Password, path => Given() ?? throw Required(path)));
        foreach (string file in dhKeyFiles) keys.Add(LoadDhKey(file, Password));
        foreach (string file in keyLogs)
        {
            if (KeyIndex.IsIndex(file)) keys.Add(KeyIndex.Open(file));
            else WarnOfJunk(file, keys.KeyLog!.Load(file));
        }

        foreach (PreSharedKey key in preSharedKeys.Select(Parse).Concat(preSharedKeyFiles.SelectMany(PreSharedKeyFile.Load))) keys.Add(key);
        return keys;
    }

    private static StaticDhKey LoadDhKey(string file, Func<string, string?> password)
    {
        try
        {
            return StaticDhKeyFile.Load(file, password);
        }
        catch (KeyFileException e) when (e.IsRsaKey)
        {
            throw new KeyFileException($"{e.Message}; give it with --key", e);
        }
    }

    private static KeyFileException Required(string path) =>
        new($"{KeyPassword.MissingIn(path)} (--key-password-file or {PasswordVariable})");

    private static void WarnOfJunk(string file, KeyLogParser read)
    {
        if (read.InvalidLines == 0 && read.Secrets == 0)
            CommandLine.Complain($"{file}: contains no secrets yet; start the program with SSLKEYLOGFILE={file} to write them");
        if (read.InvalidLines == 0) return;
        string what = read.InvalidLines == 1 ? "1 line is not a key log entry" : $"{read.InvalidLines} lines are not key log entries";
        CommandLine.Complain($"{file}: {what} (the first is line {read.FirstJunkLine}); {read.Secrets} secrets were read");
    }

    private static PreSharedKey Parse(string text) =>
        PreSharedKey.TryParse(text, out PreSharedKey? key) ? key! : throw new UsageException(File.Exists(text)
        ? $"--psk: takes the key itself, and {text} is a file; give it with --psk-file"
        : "--psk takes HEX or IDENTITY=HEX, as in alice=00112233: an even number of hex digits");

    private static string ReadPassword(string path)
    {
        try
        {
            using StreamReader reader = new(path);
            return reader.ReadLine() ?? "";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"{path}: cannot read the password file: {FileProblem.Of(e)}");
        }
    }

    /// <summary>Asks on a terminal only, without echo.</summary>
    private static string? Ask(string path)
    {
        if (Console.IsInputRedirected || Console.IsErrorRedirected) return null;
        Console.Error.Write($"Password of {Output.WireText.Escape(path)}: ");
        System.Text.StringBuilder password = new();
        while (true)
        {
            ConsoleKeyInfo key = Console.ReadKey(intercept: true);
            if (key.Key == ConsoleKey.Enter) break;
            if (key.Key == ConsoleKey.Backspace) password.Length = Math.Max(0, password.Length - 1);
            else if (key.KeyChar != '\0') password.Append(key.KeyChar);
        }

        Console.Error.WriteLine();
        return password.ToString();
    }
}
