using TlsDissect.Cli;

namespace TlsDissect.GoldenTests.Running;

/// <summary>Runs the program inside the test process: the same code from the arguments on, without a new process.</summary>
internal static class InProcess
{
    /// <summary>The console and the current folder belong to the process.</summary>
    private static readonly Lock Process = new();

    /// <summary>Runs a command that takes <c>-o</c> in a folder.</summary>
    public static RunResult Run(string folder, params string[] arguments)
    {
        string output = Path.Combine(Path.GetTempPath(), $"tlsdissect-{Guid.NewGuid():N}");
        try
        {
            RunResult result = RunConsole(folder, [.. arguments, "-o", output]);
            return result with { Output = File.Exists(output) ? File.ReadAllBytes(output) : [] };
        }
        finally
        {
            File.Delete(output);
        }
    }

    /// <summary>Reads a case in its own folder, quietly, with more options than its own.</summary>
    public static RunResult Read(CaptureCase of, params string[] options) =>
        Run(of.Folder, ["read", "--quiet", .. options, .. of.Arguments]);

    /// <summary>Runs a command as it is given; what it says on standard output is not caught.</summary>
    public static RunResult RunConsole(string folder, string[] arguments)
    {
        int code = Alone(folder, () => CommandLine.Run(arguments), out string errors);
        return new RunResult(code, [], errors);
    }

    /// <summary>
    /// Runs a part of the program that may complain, so that what it says is not taken for what a command says at the same time.
    /// </summary>
    public static T Alone<T>(string folder, Func<T> part, out string errors)
    {
        lock (Process)
        {
            string before = Environment.CurrentDirectory;
            TextWriter error = Console.Error;
            StringWriter said = new() { NewLine = "\n" };
            Console.SetError(said);
            Environment.CurrentDirectory = folder;
            try
            {
                return part();
            }
            finally
            {
                Environment.CurrentDirectory = before;
                Console.SetError(error);
                errors = said.ToString();
            }
        }
    }
}
