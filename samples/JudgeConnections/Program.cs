// Lists what is wrong with the TLS connections of a capture, and what breaks a policy. Ends with 4 if anything is high or breaks it.
//
//   dotnet run --project samples/JudgeConnections -- CAPTURE POLICY [KEY-LOG]
//
// POLICY is the name of a policy that comes with the library (mozilla-intermediate), or a file.

using TlsDissect;
using TlsDissect.Capture;
using TlsDissect.Findings.Policies;
using TlsDissect.Keys;

if (args.Length is not (2 or 3))
{
    Console.Error.WriteLine("usage: JudgeConnections CAPTURE POLICY [KEY-LOG]");
    return 2;
}

try
{
    KeyRing keys = new();
    if (args.Length == 3) keys.AddKeyLog(args[2]);
    CaptureOptions options = new()
    {
        Findings = new FindingOptions { Ignored = new HashSet<string> { "no_close_notify" } },
        Policy = Policy.Find(args[1]) ?? Policy.Load(args[1]),
    };

    bool isGood = true;
    await foreach (ConnectionSummary connection in TlsCapture.ReadAsync(args[0], keys, options))
    {
        Console.WriteLine($"{connection.Client} -> {connection.Server}");
        foreach (Finding finding in connection.Findings)
        {
            Console.WriteLine($"    {finding.Severity} {finding.Id}: {Printable(finding.Text)}");
            isGood &= finding.Severity < FindingSeverity.High;
        }

        foreach (BrokenRule rule in connection.Policy!.Rules) Console.WriteLine($"    breaks {rule.Rule}: {Printable(rule.Text)}");
        if (connection.Policy.Complies is null) Console.WriteLine($"    policy: not known: {connection.Policy.Reason}");
        isGood &= connection.Policy.Complies != false;
    }

    return isGood ? 0 : 4;
}
catch (Exception problem) when (problem is CaptureException or KeyFileException or PolicyException)
{
    // One line that names the file.
    Console.Error.WriteLine(problem.Message);
    return 1;
}

// Sentences may have names from the wire in them.
static string Printable(string text) => string.Concat(text.Select(c => char.IsControl(c) ? '?' : c));
