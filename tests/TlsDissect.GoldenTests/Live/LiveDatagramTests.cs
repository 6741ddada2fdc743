using System.Text.Json;
using TlsDissect.GoldenTests.Running;

namespace TlsDissect.GoldenTests.Live;

/// <summary>A server and a client of DTLS on a wire, and the program listening.</summary>
public sealed class LiveDatagramTests(LiveNetwork network) : IClassFixture<LiveNetwork>
{
    private const string Port = "4440";

    [LiveFact]
    public void A_session_of_dtls_is_decrypted_when_its_keys_come()
    {
        using TemporaryFolder folder = new();
        string log = folder["keys.log"], later = folder["later.log"], recorded = folder["recorded.pcapng"];
        using LiveProgram program =
            LiveProgram.Listen(network.Client, "-i", LiveNetwork.Wire, "--keylog", log, "--key-wait", "10m", "--format", "json", "--events",
                "-d", "--write", recorded);
        using LiveProgram server =
            LiveProgram.StartOther(network.Server, "openssl", "s_server", "-dtls1_2", "-accept", Port, "-quiet", "-cert", "server.pem",
                "-key", "server.key");
        server.Until(() => network.Listens(Port));
        using LiveProgram client =
            LiveProgram.StartOther(network.Client, "openssl", "s_client", "-dtls1_2", "-connect", $"{LiveNetwork.ServerAddress}:{Port}",
                "-quiet", "-keylogfile", later);
        client.PressEnter();
        server.Until(() => server.Output.Length > 0);
        server.PressEnter();
        client.Until(() => client.Output.Length > 0);

        program.Until(() => program.Output.Contains("\"change_cipher_spec\"", StringComparison.Ordinal));
        Assert.DoesNotContain("\"event\":\"data\"", program.Output, StringComparison.Ordinal);
        File.Copy(later, log);
        program.Until(() => program.Output.Split("\"event\":\"data\"").Length > 2);
        RunResult result = program.Terminate();

        List<JsonElement> events = result.Events();
        Assert.Equal("\n"u8, events.Plaintext("client"));
        Assert.Equal("\n"u8, events.Plaintext("server"));
        Assert.DoesNotContain(events, e => e.GetProperty("event").GetString() == "gap");
        JsonElement shown = Assert.Single(result.Connections());
        Assert.Equal(("decrypted", "udp"), (shown.Status(), shown.GetProperty("transport").GetString()));
        Assert.Equal(["0a", "0a"],
            OtherProcess.Tshark("-r", recorded, "-d", $"udp.port=={Port},dtls", "-Y", "dtls.app_data", "-T", "fields", "-e",
                "data.data").Lines);
    }
}
