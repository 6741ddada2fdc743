// Lists the TLS connections of a capture.
//
//   dotnet run --project samples/ListConnections -- CAPTURE [RSA-KEY | KEY-LOG]...
//
// A file whose name ends in .key or .pem is the server's RSA private key; any other file is a key log.

using TlsDissect;
using TlsDissect.Capture;
using TlsDissect.Keys;

if (args.Length == 0)
{
    Console.Error.WriteLine("usage: ListConnections CAPTURE [RSA-KEY | KEY-LOG]...");
    return 2;
}

try
{
    KeyRing keys = new();
    foreach (string file in args[1..])
    {
        if (Path.GetExtension(file) is ".key" or ".pem") keys.AddRsaKey(file);
        else keys.AddKeyLog(file);
    }

    await foreach (ConnectionSummary connection in TlsCapture.ReadAsync(args[0], keys))
    {
        Console.WriteLine(
            $"{connection.First.Time}  {connection.Client} -> {connection.Server}  {connection.Version} {connection.CipherSuite}");
        Console.WriteLine($"    {connection.Outcome}; {connection.Status}, {connection.ServerData.Bytes ?? 0} bytes from the server");
        if (connection.Explain() is { Length: > 0 } reason) Console.WriteLine($"    {reason}");
    }

    return 0;
}
catch (Exception problem) when (problem is CaptureException or KeyFileException)
{
    // One line that names the file.
    Console.Error.WriteLine(problem.Message);
    return 1;
}
