using TlsDissect.Capture.Sources;
using TlsDissect.Keys;

namespace TlsDissect.Cli.Files;

/// <summary>Refuses files that were given with the wrong option, before anything is read: the message names the right one.</summary>
internal static class FilesInPlace
{
    /// <summary>Checks the files of one option.</summary>
    /// <param name="expected">What the option takes.</param>
    /// <param name="paths">As given.</param>
    /// <exception cref="UsageException">One of them is something else.</exception>
    public static void Check(InputFileKind expected, IEnumerable<string> paths)
    {
        foreach (string path in paths)
        {
            InputFileKind kind = FileRecognition.KindOf(path);
            if (kind == expected || kind == InputFileKind.Unknown) continue;
            // One file may contain both.
            if (expected is InputFileKind.PrivateKey or InputFileKind.Certificate &&
                kind is InputFileKind.PrivateKey or InputFileKind.Certificate) continue;
            if (expected == InputFileKind.Capture && kind == InputFileKind.Compressed) continue; // Reading it says how to decompress it.
            throw new UsageException($"{path}: {Problem(path, kind, expected)}");
        }
    }

    private static string Problem(string path, InputFileKind kind, InputFileKind expected)
    {
        if (kind is not (InputFileKind.ForeignKey or InputFileKind.Compressed))
            return $"{Is(kind)} {Name(kind)}, not {Name(expected)}{Advice(kind)}";
        byte[] start = new byte[64];
        ReadOnlySpan<byte> read = start.AsSpan(0, FileRecognition.Read(path, start));
        if (ForeignFormat.Recognize(read) is ForeignFormat format)
            return $"is {format.Name}; decompress it first, with: {format.CommandFor(path)}";
        return ForeignKeyFile.Problem(read, path) ?? "is not read in this form";
    }

    /// <summary>Hex digits on a line may be something else too.</summary>
    private static string Is(InputFileKind kind) => kind == InputFileKind.PreSharedKeys ? "looks like" : "is";

    private static string Name(InputFileKind kind) => kind switch
    {
        InputFileKind.Capture => "a capture",
        InputFileKind.PrivateKey => "a private key",
        InputFileKind.Certificate => "a certificate",
        InputFileKind.KeyLog => "a key log",
        _ => "a file of pre-shared keys",
    };

    private static string Advice(InputFileKind kind) => kind switch
    {
        InputFileKind.Capture => "; give it as an argument, without an option",
        InputFileKind.PrivateKey => "; give it with --key",
        InputFileKind.Certificate => "; its private key is given with --key",
        InputFileKind.KeyLog => "; give it with --keylog",
        _ => "; give it with --psk-file",
    };
}
