using System.Text;
using TlsDissect.Capture;
using TlsDissect.Capture.Network;
using TlsDissect.Keys;
using TlsDissect.Protocol;
using TlsDissect.Transport.Tcp;

namespace TlsDissect.GoldenTests;

/// <summary>Law: the secrets that a run proves open the same capture alone, to the same plaintext.</summary>
public class ProvedSecretTests
{
    [Theory]
    [InlineData("rsa-aes128-gcm")]
    [InlineData("resumed-by-id")]
    [InlineData("resumed-by-ticket")]
    [InlineData("psk-tls12")]
    [InlineData("renegotiation-tls12")]
    [InlineData("tls12-ecdhe-keylog")]
    [InlineData("tls13-aes128-gcm")]
    [InlineData("hello-retry-request")]
    public void Verified_secrets_alone_decrypt_the_capture(string name)
    {
        string folder = Repository.CaseFolder(name);
        (List<string> plain, string log) = Dissect(folder, Keys(folder));
        Assert.NotEmpty(plain);
        Assert.NotEqual("", log);

        KeyLog only = new();
        only.Add(Encoding.ASCII.GetBytes(log), "proved.log", fromSecretsBlock: false);
        (List<string> again, string logAgain) = Dissect(folder, new KeyRing([], only));

        Assert.Equal(plain, again);
        Assert.Equal(log, logAgain);
    }

    private static (List<string> Plain, string Log) Dissect(string folder, KeyRing keys)
    {
        Sink sink = new();
        TlsDissector dissector = new(new DissectorOptions(), keys, sink);
        using IPacketSource source = CaptureFile.Open(Directory.GetFiles(folder, "capture.pcap*").Single());
        using PacketDecoder decoder = new();
        while (source.TryRead(out CapturedItem item))
        {
            if (item.Kind != CapturedItemKind.Packet) continue;
            for (bool found = decoder.TryDecode(item, out TcpSegment segment); found; found = decoder.TryDecodeNext(item, out segment))
                dissector.Add(segment);
        }

        dissector.Complete();
        return (sink.Plain, sink.Log.ToString());
    }

    private static KeyRing Keys(string folder)
    {
        KeyLog log = new();
        List<ServerKey> server = [];
        List<PreSharedKey> shared = [];
        string[] args = File.ReadAllLines(Path.Combine(folder, "args"));
        for (int i = 0; i + 1 < args.Length; i++)
        {
            if (args[i] == "--key") server.Add(RsaKeyFile.Load(Path.Combine(folder, args[i + 1]), _ => null));
            else if (args[i] == "--keylog") log.Load(Path.Combine(folder, args[i + 1]));
            else if (args[i] == "--psk" && PreSharedKey.TryParse(args[i + 1], out PreSharedKey? key)) shared.Add(key!);
        }

        return new KeyRing(server, log, shared);
    }

    private sealed class Sink : IConnectionSink
    {
        public List<string> Plain { get; } = [];

        public StringBuilder Log { get; } = new();

        public bool WantsApplicationData(ConnectionView connection) => true;

        public void OnApplicationData(ConnectionView connection, ApplicationData data) =>
            Plain.Add($"{connection.Id} {data.From} {Convert.ToHexString(data.Plaintext)}");

        public void OnGap(ConnectionView connection, Sender from, long missing, StreamPosition position) =>
            Plain.Add($"{connection.Id} {from} gap {missing}");

        public void OnSecret(ConnectionView connection, VerifiedSecret secret) =>
            Log.Append(KeyLogLine.Format(secret.Label, secret.ClientRandom, secret.Secret, secret.Generation)).Append('\n');
    }
}
