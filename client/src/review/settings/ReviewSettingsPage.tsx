import { useQuery } from '@tanstack/react-query';
import { reviewSettingsQuery } from '../../api/queries.ts';
import { ListPage } from '../../staff/ListPage.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { RoleSettings } from './RoleSettings.tsx';

/** How reviews are done, role by role. */
export function ReviewSettingsPage() {
  return (
    <ListPage
      title="How reviews are done"
      about="For each role. What you change holds for invitations that are made from now on: whoever is invited already was told how it is."
      what="the settings"
      query={useQuery(reviewSettingsQuery)}
    >
      {({ roles }) =>
        roles.length === 0 ? (
          <EmptyState title="There is no role yet">
            <p>A role comes with the first exercise that is published for it.</p>
          </EmptyState>
        ) : (
          <>
            {roles.map((each) => (
              <RoleSettings key={each.role} {...each} />
            ))}
            <p className="text-ink-muted">
              What the levels of a rubric are worth is the exercise’s own. An admin changes it beside the reviews of an attempt: tab Review, “Change
              points”.
            </p>
          </>
        )
      }
    </ListPage>
  );
}
