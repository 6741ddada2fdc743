using System.Diagnostics;

namespace TlsDissect.GoldenTests.Running;

/// <summary>Runs a program for a bounded time.</summary>
internal static class OtherProcess
{
    /// <summary>Whether a program is on the path.</summary>
    public static bool Exists(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Any(folder => File.Exists(Path.Combine(folder, program)));

    /// <summary>Runs <c>tlsdissect</c> as a shell would.</summary>
    public static RunResult Tlsdissect(byte[]? input, params string[] arguments) =>
        Run("dotnet", Repository.Captures, input, [Path.Combine(AppContext.BaseDirectory, "tlsdissect.dll"), .. arguments]);

    /// <summary>tshark without a user's preferences.</summary>
    public static RunResult Tshark(params string[] arguments)
    {
        RunResult result = Run("tshark", Repository.Captures, null, arguments);
        Assert.True(result.Code == 0, result.Errors);
        return result;
    }

    public static RunResult Run(string program, string folder, byte[]? input, params string[] arguments)
    {
        ProcessStartInfo start = new(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["HOME"] = Path.GetTempPath();
        start.Environment["XDG_CONFIG_HOME"] = Path.GetTempPath();
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        using MemoryStream output = new();
        Task copied = process.StandardOutput.BaseStream.CopyToAsync(output);
        if (input is not null) process.StandardInput.BaseStream.Write(input);
        process.StandardInput.Close();
        if (!Task.WaitAll([errors, copied], Patience.Limit) || !process.WaitForExit(Patience.Limit))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{program} {string.Join(' ', arguments)} takes longer than {Patience.Limit}");
        }

        return new RunResult(process.ExitCode, output.ToArray(), errors.Result);
    }
}
