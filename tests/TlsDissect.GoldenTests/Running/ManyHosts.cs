namespace TlsDissect.GoldenTests.Running;

/// <summary>A case's connection many times over, each between two hosts of its own, packet by packet in turn.</summary>
internal sealed class ManyHosts : IDisposable
{
    private const int SourceAddress = 16 + 14 + 12;

    private readonly CaptureCase _of;
    private readonly string _path = Path.Combine(Path.GetTempPath(), $"tlsdissect-{Guid.NewGuid():N}.pcap");

    public ManyHosts(CaptureCase of, int count)
    {
        _of = of;
        byte[] file = File.ReadAllBytes(of.Capture);
        List<int> starts = PcapEdit.RecordStarts(file);
        using FileStream output = File.Create(_path);
        output.Write(file.AsSpan(0, PcapEdit.HeaderLength));
        for (int packet = 0; packet + 1 < starts.Count; packet++)
        {
            byte[] record = file[starts[packet]..starts[packet + 1]];
            for (int host = 1; host <= count; host++)
            {
                // 127.0.0.1 to 127.M.N.1, both: a wrong checksum does not matter here, a card that computes it leaves one too.
                foreach (int address in (int[])[SourceAddress, SourceAddress + 4])
                    (record[address + 1], record[address + 2]) = ((byte)(host >> 8), (byte)host);
                output.Write(record);
            }
        }
    }

    public string Capture => _path;

    public RunResult Read(params string[] options) =>
        InProcess.Run(_of.Folder, ["read", "--quiet", "--format", "json", "--hash", .. _of.Keys, .. options, _path]);

    public RunResult Text(params string[] options) => InProcess.Run(_of.Folder, ["read", "--quiet", .. _of.Keys, .. options, _path]);

    public void Dispose() => File.Delete(_path);
}
