using TlsDissect.Findings.Rules;
using TlsDissect.Protocol;

namespace TlsDissect.Findings.Behaviour;

/// <summary>A handshake has a random that an earlier, different one had. Found across connections, by <see cref="RepeatTable"/>.</summary>
internal sealed class RepeatedRandom() : FindingRule("repeated_random", FindingSeverity.High)
{
    public override string Why => "Its sender has no good random numbers, so that its keys may be guessed; or somebody replays its hello.";

    public override string Advice => "Repair the random number generator of the sender, and replace the keys that it made.";

    public override string Reference => "RFC 8446 appendix C.1; CVE-2008-0166";

    /// <summary>Nothing is found in one connection alone.</summary>
    public override void Judge(Judgement judgement)
    {
    }

    /// <summary>Creates the finding of the later connection.</summary>
    public Finding Find(in FreshValue value, in SeenValue earlier)
    {
        string who = value.From.Name();
        return Find($"the {who} random is the same as in connection {earlier.Id}, packet {earlier.Packet}", value.Packet) with
        {
            Connections = [earlier.Id],
        };
    }
}
