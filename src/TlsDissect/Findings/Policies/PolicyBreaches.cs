namespace TlsDissect.Findings.Policies;

/// <summary>The broken rules of one connection, and what was not seen of it.</summary>
internal sealed class PolicyBreaches
{
    private readonly List<BrokenRule> _broken = [];
    private string? _missing;

    /// <summary>Adds a broken rule, once for each thing that breaks it.</summary>
    public void Add(string rule, string text, long? packet)
    {
        if (!_broken.Exists(one => one.Rule == rule && one.Text == text)) _broken.Add(new BrokenRule(rule, text, packet));
    }

    /// <summary>Notes what was not seen. The first is told.</summary>
    public void Miss(string what) => _missing ??= what;

    public PolicyVerdict ToVerdict(string policy) => new(policy, _broken.Count > 0 ? false : _missing is null ? true : null)
    {
        Rules = [.. _broken.OrderBy(one => PolicyMembers.All.IndexOf(one.Rule))],
        Reason = _missing,
    };
}
