// Shows TLS handshakes that SharpPcap captures from an interface or reads from a file, until Enter is pressed or the file ends.
//
//   dotnet run --project samples/LiveWithSharpPcap -- INTERFACE|FILE [KEY-LOG]
//
// Capturing needs libpcap and, on most systems, root.

using SharpPcap;
using SharpPcap.LibPcap;
using TlsDissect;
using TlsDissect.Capture;
using TlsDissect.Protocol;

if (args.Length is 0 or > 2)
{
    Console.Error.WriteLine("usage: LiveWithSharpPcap INTERFACE|FILE [KEY-LOG]");
    return 2;
}

try
{
    return Run();
}
catch (PcapException problem)
{
    Console.Error.WriteLine($"{args[0]}: {problem.Message}");
    return 1;
}

int Run()
{
    KeyRing keys = new();
    if (args.Length == 2) keys.FollowKeyLog(args[1]);

    using TlsCapture capture = new(keys, new Handshakes());
    using ICaptureDevice? device = File.Exists(args[0])
        ? new CaptureFileReaderDevice(args[0])
        : LibPcapLiveDeviceList.New().FirstOrDefault(found => found.Name == args[0]);
    if (device is null)
    {
        Console.Error.WriteLine($"{args[0]}: neither a file nor an interface");
        return 1;
    }

    device.Open(new DeviceConfiguration { Mode = DeviceModes.Promiscuous, ReadTimeout = 100, Immediate = true });
    LinkType link = (LinkType)device.LinkType;

    if (device is CaptureFileReaderDevice)
    {
        while (device.GetNextPacket(out PacketCapture packet) == GetPacketStatus.PacketRead) Add(packet);
    }
    else
    {
        // A capture may be used by one thread only: this one also reads the packets.
        Console.WriteLine($"capturing on {args[0]}; press Enter to stop");
        Task enter = Task.Run(Console.ReadLine);
        DateTime told = DateTime.UtcNow;
        while (!enter.IsCompleted)
        {
            GetPacketStatus status = device.GetNextPacket(out PacketCapture packet);
            if (status == GetPacketStatus.PacketRead) Add(packet);
            else if (status != GetPacketStatus.ReadTimeout) break; // The interface has disappeared.

            // Tells the time even without packets.
            if (DateTime.UtcNow - told < TimeSpan.FromMilliseconds(100)) continue;
            told = DateTime.UtcNow;
            capture.Advance(CaptureTime.FromDateTime(told));
        }
    }

    InputSummary summary = capture.Complete();
    Console.WriteLine($"{summary.Packets} packets, {summary.Connections} TLS connections, {summary.Decrypted} decrypted");
    return 0;

    // The packet is valid until the next one is read, which is long enough for Add.
    void Add(in PacketCapture packet) =>
        capture.Add(packet.Data, link, CaptureTime.FromDateTime(packet.Header.Timeval.Date));
}

/// <summary>Prints each handshake as soon as it is complete.</summary>
internal sealed class Handshakes : IConnectionSink
{
    public bool WantsApplicationData(ConnectionView connection) => false;

    public void OnHandshake(ConnectionView connection, StreamPosition position) =>
        Console.WriteLine($"{position.Time}  {connection.Client} -> {connection.Server}  {connection.Version} {connection.CipherSuite}");

    public void OnEnd(ConnectionSummary connection) =>
        Console.WriteLine($"{connection.Last.Time}  {connection.Client} -> {connection.Server}  {connection.Outcome}");
}
