using System.Diagnostics;
using System.Text;

namespace TlsDissect.GoldenTests.Running;

/// <summary>Runs the real program, for what only a process shows: streams, signals, exit codes.</summary>
internal static class Spawned
{
    public static string Program { get; } = Path.Combine(AppContext.BaseDirectory, "tlsdissect");

    public static RunResult Run(string folder, params string[] arguments) => Run(Start(folder, [], arguments));

    public static RunResult Read(CaptureCase of, params string[] options) =>
        Run(of.Folder, ["read", "--quiet", .. options, .. of.Arguments]);

    /// <summary>A line of shell in which <c>$TLSDISSECT</c> is the program; the answer is the shell's.</summary>
    public static RunResult Shell(string folder, string script, params (string Name, string Value)[] environment) =>
        Run(Start("bash", folder, [.. environment, ("TLSDISSECT", Program)], ["-c", script]));

    public static RunResult RunWith(string folder, (string Name, string Value)[] environment, params string[] arguments) =>
        Run(Start(folder, environment, arguments));

    /// <summary>Started with all streams redirected.</summary>
    public static Process Start(string folder, (string Name, string Value)[] environment, string[] arguments) =>
        Start(Program, folder, environment, arguments);

    /// <summary>
    /// The same, ended by SIGINT whatever the tests inherited: a script starts what runs in the background with this signal ignored, and
    /// every program after it has it ignored too.
    /// </summary>
    public static Process StartForSignals(string folder, string[] arguments) =>
        Start("env", folder, [], ["--default-signal=INT", Program, .. arguments]);

    /// <summary>Waits for the end and takes all that was written.</summary>
    public static RunResult Run(Process process, bool closeInput = true)
    {
        using (process)
        {
            if (closeInput) process.StandardInput.Close();
            MemoryStream output = new();
            Task copied = process.StandardOutput.BaseStream.CopyToAsync(output);
            Task<string> errors = process.StandardError.ReadToEndAsync();
            if (!process.WaitForExit(Patience.Limit) || !Task.WaitAll([copied, errors], Patience.Limit))
            {
                process.Kill(entireProcessTree: true);
                Assert.Fail($"the program did not end: {string.Join(' ', process.StartInfo.ArgumentList)}");
            }

            return new RunResult(process.ExitCode, output.ToArray(), errors.Result);
        }
    }

    private static Process Start(string program, string folder, (string Name, string Value)[] environment, string[] arguments)
    {
        ProcessStartInfo start = new(program)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardErrorEncoding = Encoding.UTF8,
        };
        foreach (string argument in arguments) start.ArgumentList.Add(argument);
        start.Environment.Remove("TLSDISSECT_KEY_PASSWORD");
        foreach ((string name, string value) in environment) start.Environment[name] = value;
        return Process.Start(start)!;
    }
}
