using TlsDissect.GoldenTests.Running;

namespace TlsDissect.GoldenTests.Typed;

/// <summary>First commands of users who know tshark, ssldump or tcpdump.</summary>
public sealed class FirstCommandsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public FirstCommandsTests()
    {
        CaptureCase rsa = CaptureCase.Of("rsa-aes128-gcm");
        File.Copy(rsa.Capture, _folder["x.pcap"]);
        File.Copy(rsa.FileNamed("server.key"), _folder["server.key"]);
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>They do what was meant: a result that has a text in it.</summary>
    [Theory]
    [InlineData("GET /", "-r x.pcap -k server.key -d")]
    [InlineData("GET /", "read -r x.pcap -k server.key -d")]
    [InlineData("GET /", "-nr x.pcap -k server.key -d")]
    [InlineData("TLS 1.2", "-r x.pcap")]
    [InlineData("TLS 1.2", "x.pcap")]
    [InlineData("TLS 1.2", "-n -r x.pcap")]
    [InlineData("TLS 1.2", "-nn -r x.pcap -q")]
    [InlineData("TLS 1.2", "-r x.pcap -f 'tcp port 443 or tcp port 4433 or tcp'")]
    [InlineData("TLS 1.2", "-kserver.key -r x.pcap")]
    [InlineData("\"type\":\"connection\"", "-r x.pcap --format json")]
    public void What_means_the_same_is_done(string result, string typed)
    {
        RunResult run = Spawned.Shell(_folder.Path, $"\"$TLSDISSECT\" {typed}");

        Assert.True(run.Code == 0, run.Errors);
        Assert.Contains(result, run.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("does nothing", run.Errors, StringComparison.Ordinal);
    }

    /// <summary>One line names what to use, and nothing is written.</summary>
    [Theory]
    [InlineData("-f EXPR", "-r x.pcap -Y tls.handshake.type==1")]
    [InlineData("-f EXPR", "-r x.pcap -R tls -2")]
    [InlineData("--format json", "-r x.pcap -T json")]
    [InlineData("--format csv --fields NAME,...", "-r x.pcap -T fields -e tls.handshake.extensions_server_name")]
    [InlineData("--format csv --columns NAME,...", "list x.pcap -T fields -e tls.handshake.extensions_server_name")]
    [InlineData("--list --format csv --columns NAME,...", "live -i lo -T fields -e tls.handshake.extensions_server_name")]
    [InlineData("--explain", "-r x.pcap -V")]
    [InlineData("--explain", "-r x.pcap -O tls")]
    [InlineData("--data", "-r x.pcap -x")]
    [InlineData("--keylog FILE", "-r x.pcap -o tls.keylog_file:keys.log")]
    [InlineData("--keylog FILE", "-r x.pcap -o ssl.keylog_file:keys.log -o http.desegment_body:TRUE")]
    [InlineData("--key FILE", "-r x.pcap -o ssl.keys_list:10.0.0.1,443,http,server.key")]
    [InlineData("--key FILE", "-r x.pcap -o uat:rsa_keys:\\\"server.key\\\",\\\"\\\"")]
    [InlineData("every port", "-r x.pcap -d tcp.port==8443,tls")]
    [InlineData("stats", "-r x.pcap -q -z conv,tcp")]
    [InlineData("one pass", "-2 -r x.pcap")]
    [InlineData("editcap", "-r x.pcap -c 10")]
    [InlineData("export pcap", "-r x.pcap -w plain.pcap")]
    [InlineData("tlsdissect live -i NAME", "-i eth0 -k server.key -d")]
    [InlineData("tlsdissect interfaces", "-D")]
    [InlineData("follow CAPTURE --all", "-r x.pcap --export-objects http,out")]
    [InlineData("export keylog", "-r x.pcap --export-tls-session-keys keys.log")]
    [InlineData("--explain", "-r x.pcap -k server.key -A")]
    [InlineData("leave -H out", "-r x.pcap -H")]
    [InlineData("leave -N out", "-r x.pcap -N")]
    [InlineData("--data", "-r x.pcap -dX")]
    [InlineData("'-x' in '-dx'", "-r x.pcap -dx")]
    [InlineData("'-x' in '-dnx'", "-dnx -r x.pcap")]
    [InlineData("'-A' in '-Ad'", "-r x.pcap -Ad")]
    [InlineData("--key-password-file FILE", "-r x.pcap -k server.key -p geheim")]
    [InlineData("--key-password-file FILE", "-r x.pcap -k server.key -pgeheim")]
    [InlineData("-f 'tcp port 443'", "-r x.pcap tcp port 443")]
    [InlineData("-f 'tcp port 443'", "-r x.pcap -f tcp port 443")]
    [InlineData("-f 'host 10.0.0.1'", "-r x.pcap -f host 10.0.0.1")]
    [InlineData("use -i eth0", "live eth0")]
    [InlineData("-f 'host 10.0.0.1'", "x.pcap host 10.0.0.1")]
    [InlineData("-f 'tcp port 443'", "x.pcap 'tcp port 443'")]
    [InlineData("-f 'port 443'", "live -i lo port 443")]
    [InlineData("--duration TIME", "live -i lo -a duration:10")]
    [InlineData("--rotate size:100MB", "live -i lo -w out.pcapng -b filesize:1000")]
    [InlineData("--snaplen N", "live -i lo -s 0")]
    [InlineData("--promiscuous false", "live -i lo -p")]
    [InlineData("tlsdissect read CAPTURE", "live -r x.pcap")]
    [InlineData("leave -d out", "follow x.pcap 1 -d")]
    [InlineData("use 'tlsdissect read -d'", "why x.pcap -d")]
    [InlineData("leave -r out", "export pcap -r x.pcap -o plain.pcap")]
    [InlineData("Did you mean '--keylog'", "x.pcap --keylgo keys.log")]
    [InlineData("Did you mean '--data'", "x.pcap -data")]
    [InlineData("write '-r x.pcap'", "-rx.pcap")]
    [InlineData("-k needs a value", "x.pcap -k -d")]
    public void What_means_something_else_names_what_to_use(string named, string typed)
    {
        RunResult run = Spawned.Shell(_folder.Path, $"\"$TLSDISSECT\" {typed}");

        Assert.Equal(2, run.Code);
        Assert.Empty(run.Output);
        string line = Assert.Single(run.ErrorLines);
        Assert.Contains(named, line, StringComparison.Ordinal);
        Assert.DoesNotContain("geheim", line, StringComparison.Ordinal);
        Assert.Equal(["server.key", "x.pcap"],
            Directory.GetFileSystemEntries(_folder.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }
}
