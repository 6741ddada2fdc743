using TlsDissect.Findings.Rules;
using TlsDissect.Protocol;

namespace TlsDissect.Findings.Behaviour;

/// <summary>A handshake has an ephemeral key that an earlier one had. Found across connections, by <see cref="RepeatTable"/>.</summary>
internal sealed class RepeatedEphemeralKey() : FindingRule("repeated_ephemeral_key", FindingSeverity.Medium)
{
    public override string Why => "One stolen private key decrypts all connections that used it, so forward secrecy is weaker.";

    public override string Advice => "Let the sender make a new key for each handshake.";

    public override string Reference => "RFC 9325 §7.4";

    /// <summary>Nothing is found in one connection alone.</summary>
    public override void Judge(Judgement judgement)
    {
    }

    /// <summary>Creates the finding of the later connection.</summary>
    public Finding Find(in FreshValue value, in SeenValue earlier, in RepeatPlace connection)
    {
        bool isClient = value.From == Sender.Client;
        bool isSameHost = earlier.Host == (isClient ? connection.Client : connection.Server);
        string whose = isSameHost ? "" : ", of another host";
        return Find($"the {(isClient ? "client" : "server")}'s ephemeral key ({value.What}) is the same as in connection {earlier.Id}, " +
            $"packet {earlier.Packet}{whose}", value.Packet, isSameHost ? FindingSeverity.Low : null) with
        {
            Connections = [earlier.Id],
        };
    }
}
