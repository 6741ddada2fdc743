// Writes the plaintext of all connections to one server into files, one for each direction.
//
//   dotnet run --project samples/PlaintextToFiles -- CAPTURE KEY-LOG SERVER-NAME FOLDER

using TlsDissect;
using TlsDissect.Capture;
using TlsDissect.Keys;
using TlsDissect.Protocol;

if (args is not [string capture, string keyLog, string serverName, string folder])
{
    Console.Error.WriteLine("usage: PlaintextToFiles CAPTURE KEY-LOG SERVER-NAME FOLDER");
    return 2;
}

try
{
    using PlaintextFiles files = new(serverName, Directory.CreateDirectory(folder).FullName);
    InputSummary summary = await TlsCapture.RunAsync(capture, new KeyRing().AddKeyLog(keyLog), files, null, CancellationToken.None);
    Console.WriteLine($"{summary.Connections} connections, {summary.Decrypted} decrypted, {files.Written} files");
    return 0;
}
catch (Exception problem) when (problem is CaptureException or KeyFileException or IOException)
{
    Console.Error.WriteLine(problem.Message);
    return 1;
}

/// <summary>Appends plaintext to files named after the connection's number, never after text from the wire.</summary>
internal sealed class PlaintextFiles(string serverName, string folder) : IConnectionSink, IDisposable
{
    private readonly Dictionary<(long Connection, Sender From), FileStream> _files = [];

    public int Written { get; private set; }

    // Called once for each connection, after its hellos.
    public bool WantsApplicationData(ConnectionView connection) => connection.ServerName == serverName;

    // The plaintext is valid during the call only: write it, do not keep it.
    public void OnApplicationData(ConnectionView connection, ApplicationData data)
    {
        if (!_files.TryGetValue((connection.Id, data.From), out FileStream? file))
        {
            file = File.Create(Path.Combine(folder, $"{connection.Id}-{(data.From == Sender.Client ? "client" : "server")}.bin"));
            _files.Add((connection.Id, data.From), file);
            Written++;
        }

        file.Write(data.Plaintext);
    }

    public void OnGap(ConnectionView connection, Sender from, long missing, StreamPosition position) =>
        Console.Error.WriteLine($"connection {connection.Id}: plaintext is missing at packet {position.Packet}");

    public void OnEnd(ConnectionSummary connection)
    {
        foreach (Sender from in (Sender[])[Sender.Client, Sender.Server])
        {
            if (_files.Remove((connection.Id, from), out FileStream? file)) file.Dispose();
        }
    }

    public void Dispose()
    {
        foreach (FileStream file in _files.Values) file.Dispose();
    }
}
